package taskfleet.local.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import taskfleet.local.Json;

/**
 * An event as it lies in a topic.
 *
 * @param key of the record: the user
 * @param task the event's subject
 */
record Published(
        int partition,
        long offset,
        String key,
        UUID id,
        String type,
        UUID task,
        int sequence,
        Instant time,
        JsonNode event) {

    static Published of(ConsumerRecord<String, String> published) {
        JsonNode event = Json.read(published.value().getBytes(StandardCharsets.UTF_8));
        return new Published(
                published.partition(),
                published.offset(),
                String.valueOf(published.key()),
                UUID.fromString(event.path("id").asText()),
                event.path("type").asText(),
                UUID.fromString(event.path("subject").asText()),
                event.path("sequence").asInt(),
                Instant.parse(event.path("time").asText()),
                event);
    }

    JsonNode data() {
        return event.path("data");
    }

    boolean isDeletion() {
        return type.equals("task.deleted");
    }

    /** Open tasks are those whose reminders fire. */
    boolean isOpen() {
        return !isDeletion() && data().path("status").asText().equals("open");
    }

    ZoneId zone() {
        return ZoneId.of(data().path("time_zone").asText());
    }

    Instant instant(String field) {
        return Instant.parse(data().path(field).asText());
    }

    UUID reminder() {
        return UUID.fromString(data().path("reminder_id").asText());
    }

    /** For a person who looks for it. */
    String place() {
        return "%s %s (task %s, sequence %d, partition %d, offset %d)"
                .formatted(type, id, task, sequence, partition, offset);
    }
}
