package taskfleet.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.outbox.OutboxBatch.Row;

class OutboxBatchTest {
    private static final Row ALICE_1 = row(1, "tasks", "alice");
    private static final Row BOB_2 = row(2, "tasks", "bob");
    private static final Row ALICE_3 = row(3, "tasks", "alice");
    private static final Row ALICE_4 = row(4, "reminders", "alice");
    private static final Row ALICE_5 = row(5, "tasks", "alice");

    private final OutboxBatch batch = new OutboxBatch(List.of(ALICE_1, BOB_2, ALICE_3, ALICE_4, ALICE_5));

    @Test
    void a_batch_is_split_by_topic_and_keeps_its_order() {
        assertThat(batch.byTopic())
                .containsExactly(
                        new OutboxBatch(List.of(ALICE_1, BOB_2, ALICE_3, ALICE_5)), new OutboxBatch(List.of(ALICE_4)));
    }

    @Test
    void a_failed_event_holds_back_all_of_its_key_behind_it_and_nothing_else() {
        var tasks = batch.byTopic().getFirst();

        var acknowledged = tasks.withoutFailed(Set.of(ALICE_3.eventId()));

        assertThat(acknowledged.rows()).containsExactly(ALICE_1, BOB_2);
        assertThat(acknowledged.positions()).containsExactly(1L, 2L);
    }

    @Test
    void without_a_failure_all_are_acknowledged() {
        assertThat(batch.withoutFailed(Set.of())).isEqualTo(batch);
    }

    private static Row row(long position, String topic, String key) {
        return new Row(position, topic, key, "event-" + position, "{}", SampleEvents.NOW);
    }
}
