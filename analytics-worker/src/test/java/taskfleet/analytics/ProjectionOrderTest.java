package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void replicas_that_get_the_same_events_at_once_count_them_once() throws Exception {
        var events = new RandomHistory(99, "same-").events(300);

        applyAtOnce(replica -> new RandomHistory(replica, "").deliveries(events, 60));

        assertStatistics("same-", events);
    }

    /** Nothing but the order in which rows are taken keeps replicas from deadlock: these share tasks, but no event. */
    @Test
    void replicas_that_get_events_of_the_same_tasks_at_once_never_deadlock() throws Exception {
        var events = new RandomHistory(98, "tasks-").events(1_000);

        applyAtOnce(replica -> new RandomHistory(replica, "")
                .deliveries(share(events, replica, event -> event.id().hashCode()), 200));

        assertStatistics("tasks-", events);
    }

    /** The same for the sums: these share users and days, but no task that could make them wait before. */
    @Test
    void replicas_that_get_events_of_the_same_days_at_once_never_deadlock() throws Exception {
        var events = new RandomHistory(97, "days-").events(1_000);

        applyAtOnce(replica -> new RandomHistory(replica, "")
                .deliveries(share(events, replica, event -> event.subject().hashCode()), 50));

        assertStatistics("days-", events);
    }

    private static List<Event> share(List<Event> events, int replica, ToIntFunction<Event> key) {
        return events.stream()
                .filter(event -> Math.floorMod(key.applyAsInt(event), REPLICAS) == replica)
                .toList();
    }

    private static void applyAtOnce(IntFunction<List<List<Event>>> bulksOfReplica) throws Exception {
        var replicas = IntStream.range(0, REPLICAS).mapToObj(i -> schema.open()).toList();
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < REPLICAS; i++) {
            var store = schema.storeOf(replicas.get(i));
            var bulks = bulksOfReplica.apply(i);
            work.add(() -> {
                bulks.forEach(bulk -> apply(store, bulk));
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get(); // fails with what the replica failed with
            }
        }
        replicas.forEach(Database::close);
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
