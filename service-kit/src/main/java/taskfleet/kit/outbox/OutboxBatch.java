package taskfleet.kit.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import taskfleet.kit.dapr.Sidecar;

/** Rows of the outbox, in their order. */
record OutboxBatch(List<Row> rows) {
    /** One event that waits to be published. */
    record Row(
            long position,
            String topic,
            String partitionKey,
            String subject,
            String eventId,
            String event,
            Instant createdAt) {}

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    /**
     * What goes out in one bulk publish each, in this order: events of one topic, and of a subject one at most. Within a
     * bulk publish their order isn't safe: the sidecar's Kafka client has several requests under way at once, and what
     * is in one that fails lands behind what is in the next.
     */
    List<OutboxBatch> publishes() {
        record Turn(String topic, int number) {}
        var turns = new LinkedHashMap<Turn, List<Row>>();
        var seen = new HashMap<List<String>, Integer>();
        for (var row : rows) {
            int number = seen.merge(List.of(row.topic(), row.subject()), 1, Integer::sum);
            turns.computeIfAbsent(new Turn(row.topic(), number), turn -> new ArrayList<>())
                    .add(row);
        }
        return turns.values().stream().map(OutboxBatch::new).toList();
    }

    String topic() {
        return rows.getFirst().topic();
    }

    List<Sidecar.Message> messages() {
        return rows.stream()
                .map(row -> new Sidecar.Message(row.eventId(), row.partitionKey(), row.event()))
                .toList();
    }

    /** What may be removed. */
    OutboxBatch withoutFailed(Set<String> failedIds) {
        return new OutboxBatch(
                rows.stream().filter(row -> !failedIds.contains(row.eventId())).toList());
    }

    Long[] positions() {
        return rows.stream().map(Row::position).toArray(Long[]::new);
    }
}
