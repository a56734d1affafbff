package taskfleet.local.chaos.check;

import java.util.List;
import java.util.stream.Stream;
import taskfleet.local.chaos.check.Evidence.Table;

/** What was committed has gone out, and its row with it. */
final class EmptyOutbox implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = Stream.of(Table.TASK_OUTBOX, Table.REMINDER_OUTBOX)
                .flatMap(table -> evidence.rows(table).stream()
                        .map(row -> "%s: event %s of %s still waits, since %s"
                                .formatted(
                                        table,
                                        row.id("event_id"),
                                        row.text("partition_key"),
                                        row.instant("created_at"))))
                .toList();
        return new Finding("the outboxes are empty", violations.size(), violations);
    }
}
