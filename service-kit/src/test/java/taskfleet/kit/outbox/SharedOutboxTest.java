package taskfleet.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCreated;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.TestDatabase;

class SharedOutboxTest {
    private static final Map<String, String> SHARING = Map.of("OUTBOX_REBALANCE", "20ms", "OUTBOX_SWEEP", "20ms");
    private static final int KEYS = 50;
    private static final int EVENTS_PER_KEY = 100;

    private final TestDatabase database = TestDatabase.create();
    private final RecordingSidecar sidecar = new RecordingSidecar();
    private final RecordingSidecar otherSidecar = new RecordingSidecar();

    @Test
    void a_replica_without_the_bucket_wakes_the_one_that_has_it() {
        try (var owner = Replica.start(database, sidecar, Replica.ONLY_WHEN_WOKEN)) {
            await().until(() -> owner.bucketsTaken() == OutboxRows.BUCKETS);
            try (var other = Replica.start(database, otherSidecar, Replica.ONLY_WHEN_WOKEN)) {
                other.commit(taskOf(0, 1));

                await().untilAsserted(() -> assertThat(other.waiting()).isEmpty());
                assertThat(sidecar.published).hasSize(1);
                assertThat(otherSidecar.published).isEmpty();
            }
        }
    }

    @Test
    void two_relays_publish_every_event_exactly_once_and_each_key_in_order() {
        try (var one = Replica.start(database, sidecar, SHARING)) {
            sidecar.beforePublish = () -> one.service.vertx().timer(2, TimeUnit.MILLISECONDS);
            commitRounds(one, one, 1, EVENTS_PER_KEY / 4);
            try (var other = Replica.start(database, sidecar, SHARING)) {
                commitRounds(one, other, EVENTS_PER_KEY / 4 + 1, EVENTS_PER_KEY);
                await().atMost(Duration.ofMinutes(1)).until(() -> one.waiting().isEmpty());
                assertThat(one.published()).isPositive();
                assertThat(other.published()).isPositive();
            }
        }

        var versionsInOrder = IntStream.rangeClosed(1, EVENTS_PER_KEY).boxed().toList();
        assertThat(publishedVersionsByKey())
                .hasSize(KEYS)
                .allSatisfy((key, versions) -> assertThat(versions).isEqualTo(versionsInOrder));
    }

    @Test
    void a_relay_that_is_gone_leaves_its_buckets_to_the_other() {
        try (var one = Replica.start(database, sidecar, SHARING)) {
            try (var other = Replica.start(database, otherSidecar, SHARING)) {
                await().until(() -> other.relaySessions().size() == 2);
            }

            one.commit(oneOfEachKey(1));

            await().untilAsserted(() -> assertThat(one.waiting()).isEmpty());
            assertThat(sidecar.published).hasSize(KEYS);
        }
    }

    /** The replicas in turn, one event of each key at a time: the versions of a key rise by one. */
    private static void commitRounds(Replica even, Replica odd, int firstVersion, int lastVersion) {
        for (int version = firstVersion; version <= lastVersion; version++) {
            (version % 2 == 0 ? even : odd).commit(oneOfEachKey(version));
        }
    }

    private static Event[] oneOfEachKey(int version) {
        return IntStream.range(0, KEYS).mapToObj(key -> taskOf(key, version)).toArray(Event[]::new);
    }

    private static Event taskOf(int key, int version) {
        var task = SampleTask.plain().id(new UUID(0, key)).user("user-" + key).version(version);
        return SampleEvents.fresh(new TaskCreated(task.build()));
    }

    private Map<String, List<Integer>> publishedVersionsByKey() {
        return sidecar.published.stream()
                .collect(Collectors.groupingBy(
                        published -> published.message().partitionKey(),
                        Collectors.mapping(
                                published -> new JsonObject(published.message().json()).getInteger("sequence"),
                                Collectors.toList())));
    }
}
