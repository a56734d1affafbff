package taskfleet.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCreated;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.TestDatabase;

class OutboxRelayTest {
    private static final UUID ONE_TASK = UUID.randomUUID();

    private final TestDatabase database = TestDatabase.create();
    private final RecordingSidecar sidecar = new RecordingSidecar();
    private final Event first = task(ONE_TASK, SampleEvents.ALICE, 1);
    private final Event second = task(ONE_TASK, SampleEvents.ALICE, 2);
    private final Event third = task(ONE_TASK, SampleEvents.ALICE, 3);
    private final Event bobs = task(UUID.randomUUID(), SampleEvents.BOB, 1);

    @AutoClose
    private final Replica replica = Replica.start(database, sidecar, Replica.ONLY_WHEN_WOKEN);

    @Test
    void what_is_committed_is_published_in_order_and_leaves_the_outbox() {
        replica.commit(first, second);
        replica.commit(bobs, third);

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published())
                .containsSubsequence(first, second, third)
                .contains(bobs)
                .hasSize(4);
    }

    @Test
    void an_event_goes_to_its_topic_under_its_key_as_it_was_committed() {
        replica.commit(SampleEvents.REMINDER_TRIGGERED);

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(sidecar.published).singleElement().satisfies(published -> {
            assertThat(published.topic()).isEqualTo("reminders");
            assertThat(published.message().partitionKey()).isEqualTo(SampleEvents.ALICE);
            assertThat(published.message().id())
                    .isEqualTo(SampleEvents.REMINDER_TRIGGERED.id().toString());
            assertThat(published.message().json().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(new EventCodec().write(SampleEvents.REMINDER_TRIGGERED));
        });
    }

    @Test
    void what_is_rolled_back_is_never_published() {
        assertThatThrownBy(() -> replica.database.inTransaction(transaction -> {
                    Replica.insert(transaction, first);
                    throw new IllegalStateException("the change is refused");
                }))
                .hasMessage("the change is refused");
        replica.commit(second);

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published()).containsExactly(second);
    }

    @Test
    void without_the_sidecar_events_wait_and_go_out_in_order_when_it_is_back() {
        sidecar.away = true;
        replica.commit(first, bobs);
        replica.commit(second);
        await().until(() -> sidecar.publishCalls.get() >= 3);
        assertThat(replica.waiting()).containsExactly(first.id(), bobs.id(), second.id());

        sidecar.away = false;

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published()).containsExactly(first, bobs, second);
    }

    @Test
    void behind_an_event_that_is_not_acknowledged_its_task_waits_and_the_others_go() {
        sidecar.refusedIds = Set.of(second.id().toString());
        replica.commit(first, second, third, bobs);
        await().untilAsserted(() -> assertThat(replica.waiting()).containsExactly(second.id(), third.id()));

        sidecar.refusedIds = Set.of();

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published())
                .containsExactlyInAnyOrder(first, bobs, second, third)
                .endsWith(second, third);
    }

    @Test
    void a_relay_whose_session_is_killed_goes_on_in_a_new_one() {
        await().until(() -> replica.bucketsTaken() == OutboxRows.BUCKETS);
        var sessions = replica.relaySessions();
        assertThat(sessions).hasSize(1);

        replica.terminate(sessions.getFirst());
        replica.commit(first, second);

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published()).containsExactly(first, second);
        assertThat(replica.relaySessions()).hasSize(1).doesNotContainAnyElementsOf(sessions);
    }

    @Test
    void a_batch_that_is_under_way_while_the_session_is_killed_goes_out_again() {
        var broker = Promise.<Void>promise();
        sidecar.beforePublish = broker::future;
        replica.commit(first);
        await().until(() -> sidecar.publishCalls.get() == 1);

        replica.terminate(replica.relaySessions().getFirst());
        broker.complete();

        await().untilAsserted(() -> assertThat(replica.waiting()).isEmpty());
        assertThat(published()).containsExactly(first, first);
    }

    @Test
    void a_sweep_finds_what_nobody_was_woken_for() {
        try (var sweeping = Replica.start(TestDatabase.create(), sidecar, Map.of("OUTBOX_SWEEP", "20ms"))) {
            await().until(() -> sweeping.bucketsTaken() == OutboxRows.BUCKETS);

            sweeping.commitUnseen(first);

            await().untilAsserted(() -> assertThat(sweeping.waiting()).isEmpty());
            assertThat(published()).containsExactly(first);
        }
    }

    @Test
    void a_stop_waits_for_the_batch_under_way_and_removes_it() {
        var broker = Promise.<Void>promise();
        sidecar.beforePublish = broker::future;
        replica.commit(first);
        await().until(() -> sidecar.publishCalls.get() == 1);

        var stopped = CompletableFuture.runAsync(replica::close);
        await().until(() -> !replica.service.health().isReady());
        assertThat(stopped).isNotDone();
        broker.complete();
        stopped.join();

        var noSidecar = new RecordingSidecar();
        noSidecar.away = true;
        try (var witness = Replica.start(database, noSidecar, Map.of())) {
            assertThat(published()).containsExactly(first);
            assertThat(witness.waiting()).isEmpty();
        }
    }

    private static Event task(UUID id, String user, int version) {
        var task = SampleTask.plain().id(id).user(user).version(version).build();
        return SampleEvents.fresh(new TaskCreated(task));
    }

    private List<Event> published() {
        var known = List.of(first, second, third, bobs);
        return sidecar.published.stream()
                .map(published -> known.stream()
                        .filter(event ->
                                event.id().toString().equals(published.message().id()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
