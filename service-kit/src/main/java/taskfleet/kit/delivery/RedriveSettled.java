package taskfleet.kit.delivery;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * A worker's word that it has handled an event that was sent again from the dead letters: CloudEvent {@code
 * redrive.settled} on its own topic, under the key of that event.
 *
 * @param eventId of the event that was sent again
 * @param redrive how often it had been sent again
 * @param outcome {@code handled}, or why there was nothing to do
 */
public record RedriveSettled(String eventId, String consumer, int redrive, String outcome, Instant settledAt) {
    public static final String TOPIC = "redrives";
    private static final String TYPE = "redrive.settled";

    public RedriveSettled {
        Objects.requireNonNull(eventId); // whoever reads one can rely on it
        Objects.requireNonNull(consumer);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(settledAt);
    }

    /** The same for the same redrive, however often it is told. */
    String id() {
        return "%s-%s-%d".formatted(eventId, consumer, redrive);
    }

    JsonObject toJson() {
        var data = new JsonObject()
                .put("event_id", eventId)
                .put("consumer", consumer)
                .put("redrive", redrive)
                .put("outcome", outcome)
                .put("settled_at", settledAt.toString());
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", id())
                .put("source", consumer)
                .put("type", TYPE)
                .put("time", settledAt.toString())
                .put("subject", eventId)
                .put("datacontenttype", "application/json")
                .put("data", data);
    }

    /** Reads one, as the sidecar delivers it; empty for any other event. */
    public static Optional<RedriveSettled> read(JsonObject event) {
        try {
            var data = event.getJsonObject("data");
            return TYPE.equals(event.getString("type")) && data != null
                    ? Optional.of(new RedriveSettled(
                            data.getString("event_id"),
                            data.getString("consumer"),
                            data.getInteger("redrive"),
                            data.getString("outcome"),
                            data.getInstant("settled_at")))
                    : Optional.empty();
        } catch (ClassCastException | NullPointerException | DateTimeParseException another) {
            return Optional.empty();
        }
    }
}
