package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.TaskEvent;
import taskfleet.kit.postgres.Database;

/** Whatever the order, the repetitions and the bulks in which events come, the statistics are those of their set. */
class ProjectionOrderTest {
    private static final int REPLICAS = 4;

    private static AnalyticsSchema schema;

    @BeforeAll
    static void create() {
        schema = AnalyticsSchema.create();
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void statistics_depend_only_on_the_set_of_events(long seed) {
        var users = "seed-%d-".formatted(seed);
        var history = new RandomHistory(seed, users);
        var events = history.events(15);
        var store = schema.store();

        history.deliveries(events, 1 + (int) seed).forEach(bulk -> apply(store, bulk));

        assertStatistics(users, events);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @Test
    void replicas_that_get_the_same_events_at_once_count_them_once_and_never_deadlock() throws Exception {
        var events = new RandomHistory(99, "race-").events(300);
        var work = new ArrayList<Callable<Void>>();
        var replicas = new ArrayList<Database>();
        for (int i = 0; i < REPLICAS; i++) {
            var replica = schema.open();
            replicas.add(replica);
            var bulks = new RandomHistory(i, "").deliveries(events, 60);
            work.add(() -> {
                bulks.forEach(bulk -> apply(schema.storeOf(replica), bulk));
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get(); // fails with what the replica failed with
            }
        }

        replicas.forEach(Database::close);
        assertStatistics("race-", events);
    }

    private static void apply(ProjectionStore store, List<Event> bulk) {
        store.applyTasks(
                bulk.stream().filter(event -> event.data() instanceof TaskEvent).toList());
        store.applyReminders(bulk.stream()
                .filter(event -> event.data() instanceof ReminderTriggered)
                .toList());
    }

    private static void assertStatistics(String users, List<Event> events) {
        var expected = ExpectedStatistics.of(events);
        assertThat(schema.daily(users)).isEqualTo(expected.daily());
        assertThat(schema.facts(users))
                .isEqualTo(expected.newest().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey(), entry -> TaskFact.of(entry.getValue()))));
    }
}
