package taskfleet.local.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What users were told about their writes: the promises that the fleet has to keep. */
public final class Ledger {

    /**
     * A write that was answered well.
     *
     * @param version of the task, as the answer said; 0 for a deletion, whose answer says nothing
     * @param title and {@code status}: as the answer said
     */
    public record Acknowledged(
            Instant at, String user, String verb, UUID task, int version, String title, String status) {

        public boolean isDeletion() {
            return version == 0;
        }
    }

    /** A write that nobody knows the outcome of; without a task where it would have created one. */
    public record Unknown(
            Instant at, String user, String verb, @Nullable UUID task, String why) {}

    /** An answer that no outage explains. */
    public record Surprise(
            Instant at, String user, String verb, @Nullable UUID task, int status, JsonNode body) {}

    private final Collection<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Collection<Unknown> unknown = new ConcurrentLinkedQueue<>();
    private final Collection<Surprise> surprises = new CopyOnWriteArrayList<>();

    public void acknowledged(Acknowledged write) {
        acknowledged.add(write);
    }

    void unknown(Unknown write) {
        unknown.add(write);
    }

    public void surprised(Surprise answer) {
        surprises.add(answer);
    }

    public List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public List<Unknown> unknown() {
        return List.copyOf(unknown);
    }

    public List<Surprise> surprises() {
        return List.copyOf(surprises);
    }
}
