package taskfleet.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.outbox.OutboxBatch.Row;

class OutboxBatchTest {
    private static final Row TASK_A_1 = row(1, "tasks", "a");
    private static final Row TASK_B_2 = row(2, "tasks", "b");
    private static final Row TASK_A_3 = row(3, "tasks", "a");
    private static final Row REMINDER_A_4 = row(4, "reminders", "a");
    private static final Row TASK_A_5 = row(5, "tasks", "a");
    private static final Row TASK_B_6 = row(6, "tasks", "b");

    private final OutboxBatch batch =
            new OutboxBatch(List.of(TASK_A_1, TASK_B_2, TASK_A_3, REMINDER_A_4, TASK_A_5, TASK_B_6));

    @Test
    void a_publish_has_one_topic_and_no_subject_twice() {
        assertThat(batch.publishes())
                .extracting(OutboxBatch::rows)
                .containsExactly(
                        List.of(TASK_A_1, TASK_B_2),
                        List.of(TASK_A_3, TASK_B_6),
                        List.of(REMINDER_A_4),
                        List.of(TASK_A_5));
    }

    @Test
    void what_failed_is_not_removed() {
        var acknowledged = batch.publishes().getFirst().withoutFailed(Set.of(TASK_A_1.eventId()));

        assertThat(acknowledged.positions()).containsExactly(2L);
    }

    private static Row row(long position, String topic, String subject) {
        return new Row(position, topic, "alice", subject, "event-" + position, "{}", SampleEvents.NOW);
    }
}
