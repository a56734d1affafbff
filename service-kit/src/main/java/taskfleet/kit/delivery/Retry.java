package taskfleet.kit.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;

/**
 * The way of an event whose first attempt, in a bulk, has failed: to a topic of its worker's own, where it waits and is
 * tried again alone, so that it holds up no other. On that way it carries where it lay, and how often it was tried.
 */
final class Retry {
    private static final String SEPARATOR = "-retry-";
    private static final String PARTITION = "retrypartition";
    private static final String OFFSET = "retryoffset";
    private static final String ATTEMPTS = "retryattempts";

    private Retry() {}

    static String topicOf(String topic, String consumer) {
        return topic + SEPARATOR + consumer;
    }

    /** What is published to that topic after so many attempts. */
    static JsonObject of(Delivery delivery, int attempts) {
        return delivery.json()
                .put(PARTITION, delivery.partition())
                .put(OFFSET, String.valueOf(delivery.offset())) // an attribute's integers have 32 bits
                .put(ATTEMPTS, attempts);
    }

    /**
     * The delivery as it was when it failed.
     *
     * @param topic the one that it lay in first
     */
    static Delivery read(String topic, JsonNode retry) {
        ObjectNode event = retry.deepCopy();
        int partition = event.remove(PARTITION).intValue();
        long offset = Long.parseLong(event.remove(OFFSET).textValue());
        int attempts = event.remove(ATTEMPTS).intValue();
        return new Delivery(topic, event, partition, offset, attempts);
    }
}
