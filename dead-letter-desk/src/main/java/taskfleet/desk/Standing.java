package taskfleet.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a letter stands: a state machine with one verb an edge. Only a person's verbs can be refused; what a worker
 * tells has happened, whatever order it is read in.
 *
 * <pre>
 *          ┌───────── failed ─────────┐
 *          ▼                          │
 *        open ──── redriven ───▶ redriving ──── settled ───▶ settled
 *          │                       │    ▲
 *      discarded               discarded│redriven
 *          └──────▶ discarded ◀────┘────┘
 * </pre>
 *
 * @param redrives the count that its event last went out with; 0 before the first redrive
 */
record Standing(Status status, int redrives) {
    /** As on the wire and in the table, in lower case. */
    enum Status {
        OPEN,
        REDRIVING,
        SETTLED,
        DISCARDED;

        static Optional<Status> named(String name) {
            return Arrays.stream(values())
                    .filter(status -> status.wireName().equals(name))
                    .findFirst();
        }

        static String names() {
            return Arrays.stream(values()).map(Status::wireName).collect(Collectors.joining(", "));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a person's verb. */
    sealed interface Step {
        record Taken(Standing to) implements Step {}

        record Refused(String why) implements Step {}
    }

    /** A letter that nobody knew before; its count isn't 0 when the desk has lost its database meanwhile. */
    static Standing first(int redrive) {
        return new Standing(Status.OPEN, redrive);
    }

    /** Also once more while a redrive is under way: it may have been lost with its worker's answer. */
    Step redriven() {
        return switch (status) {
            case OPEN, REDRIVING, DISCARDED -> new Step.Taken(new Standing(Status.REDRIVING, redrives + 1));
            case SETTLED -> new Step.Refused("it is settled: its worker has handled the event");
        };
    }

    Step discarded() {
        return switch (status) {
            case OPEN, REDRIVING -> new Step.Taken(new Standing(Status.DISCARDED, redrives));
            case SETTLED -> new Step.Refused("it is settled: its worker has handled the event");
            case DISCARDED -> new Step.Refused("it is discarded already");
        };
    }

    /** The worker gave up again; on an older redrive than the last one, which is still under way, it only is noted. */
    Standing failed(int redrive) {
        return switch (status) {
            case OPEN, REDRIVING -> redrive < redrives ? this : new Standing(Status.OPEN, redrive);
            case SETTLED, DISCARDED -> new Standing(status, Math.max(redrives, redrive));
        };
    }

    /** The worker has handled the event, and never will again: nothing follows from here. */
    Standing settled(int redrive) {
        return new Standing(Status.SETTLED, Math.max(redrives, redrive));
    }
}
