package taskfleet.kit.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import taskfleet.kit.dapr.Sidecar;

/** Rows of the outbox, in their order. */
record OutboxBatch(List<Row> rows) {
    /** One event that waits to be published. */
    record Row(long position, String topic, String partitionKey, String eventId, String event, Instant createdAt) {}

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    /** A bulk publish goes to one topic; within a topic the order stays. */
    List<OutboxBatch> byTopic() {
        var parts = new LinkedHashMap<String, List<Row>>();
        rows.forEach(row ->
                parts.computeIfAbsent(row.topic(), topic -> new ArrayList<>()).add(row));
        return parts.values().stream().map(OutboxBatch::new).toList();
    }

    String topic() {
        return rows.getFirst().topic();
    }

    List<Sidecar.Message> messages() {
        return rows.stream()
                .map(row -> new Sidecar.Message(row.eventId(), row.partitionKey(), row.event()))
                .toList();
    }

    /**
     * What may be removed. Behind a failed event all of its key stay too and go out again: so the last copies of them
     * lie in order behind it.
     */
    OutboxBatch withoutFailed(Set<String> failedIds) {
        var blocked = new HashSet<String>();
        var kept = new ArrayList<Row>();
        for (var row : rows) {
            if (failedIds.contains(row.eventId())) {
                blocked.add(row.partitionKey());
            } else if (!blocked.contains(row.partitionKey())) {
                kept.add(row);
            }
        }
        return new OutboxBatch(kept);
    }

    Long[] positions() {
        return rows.stream().map(Row::position).toArray(Long[]::new);
    }
}
