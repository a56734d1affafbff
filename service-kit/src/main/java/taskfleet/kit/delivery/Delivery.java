package taskfleet.kit.delivery;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One event as the sidecar hands it over, with where it lay in Kafka.
 *
 * @param event the CloudEvent, with what the sidecar added to it
 * @param partition and offset: -1 when the sidecar did not tell
 */
record Delivery(String topic, JsonObject event, int partition, long offset) {
    /** A single delivery: the sidecar tells the place in headers. */
    static Delivery single(String topic, JsonObject event, MultiMap headers) {
        return at(topic, event, headers.get("__partition"), headers.get("__offset"));
    }

    /** An entry of a bulk: the sidecar tells the place in the entry's metadata. */
    static Delivery entry(String topic, JsonObject entry) {
        var metadata = entry.getJsonObject("metadata", new JsonObject());
        var event = entry.getValue("event");
        return at(
                topic,
                event instanceof JsonObject object ? object : unreadable(event),
                metadata.getString("__partition"),
                metadata.getString("__offset"));
    }

    /** What isn't an object is no event; in an object of its own it can be dead-lettered as it came. */
    static JsonObject unreadable(@Nullable Object body) {
        return new JsonObject().put("unreadable", body);
    }

    String id() {
        return event.getValue("id") instanceof String id ? id : "unknown";
    }

    String key() {
        return event.getValue("partitionkey") instanceof String key ? key : "unknown";
    }

    /** How often a person has sent it again from the dead letters. */
    int redriveCount() {
        return event.getValue(DeadLetter.REDRIVE) instanceof Number count ? count.intValue() : 0;
    }

    boolean isRedriven() {
        return redriveCount() > 0;
    }

    boolean isRedrivenFor(String consumer) {
        return isRedriven() && consumer.equals(event.getValue(DeadLetter.REDRIVE_CONSUMER));
    }

    private static Delivery at(String topic, JsonObject event, String partition, String offset) {
        return new Delivery(
                topic,
                event,
                partition == null ? -1 : Integer.parseInt(partition),
                offset == null ? -1 : Long.parseLong(offset));
    }
}
