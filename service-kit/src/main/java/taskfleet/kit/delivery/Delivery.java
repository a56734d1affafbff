package taskfleet.kit.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One event as the sidecar hands it over, with where it lay in Kafka.
 *
 * @param event the CloudEvent, with what the sidecar added to it
 * @param partition and offset: -1 when the sidecar did not tell
 * @param attempts made before, and failed
 */
record Delivery(String topic, JsonNode event, int partition, long offset, int attempts) {
    /** A single delivery: the sidecar tells the place in headers. */
    static Delivery single(String topic, JsonNode event, MultiMap headers) {
        return at(topic, event, headers.get("__partition"), headers.get("__offset"));
    }

    /** An entry of a bulk: the sidecar tells the place in the entry's metadata. */
    static Delivery entry(String topic, JsonNode entry) {
        var metadata = entry.path("metadata");
        var event = entry.get("event");
        return at(
                topic,
                event instanceof ObjectNode object ? object : unreadable(event),
                metadata.path("__partition").textValue(),
                metadata.path("__offset").textValue());
    }

    /** What isn't an object is no event; in an object of its own it can be dead-lettered as it came. */
    static JsonNode unreadable(@Nullable JsonNode body) {
        return JsonNodeFactory.instance.objectNode().set("unreadable", body);
    }

    String id() {
        return event.path("id").isTextual() ? event.path("id").textValue() : "unknown";
    }

    String key() {
        return event.path("partitionkey").isTextual()
                ? event.path("partitionkey").textValue()
                : "unknown";
    }

    /** For another topic. */
    JsonObject json() {
        return new JsonObject(event.toString());
    }

    /** How often a person has sent it again from the dead letters. */
    int redriveCount() {
        return event.path(DeadLetter.REDRIVE).intValue();
    }

    boolean isRedriven() {
        return redriveCount() > 0;
    }

    boolean isRedrivenFor(String consumer) {
        return isRedriven()
                && consumer.equals(event.path(DeadLetter.REDRIVE_CONSUMER).textValue());
    }

    private static Delivery at(String topic, JsonNode event, @Nullable String partition, @Nullable String offset) {
        return new Delivery(
                topic,
                event,
                partition == null ? -1 : Integer.parseInt(partition),
                offset == null ? -1 : Long.parseLong(offset),
                0);
    }
}
