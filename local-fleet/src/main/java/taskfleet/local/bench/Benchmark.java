package taskfleet.local.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import taskfleet.local.ApiClient;
import taskfleet.local.FleetRecord;
import taskfleet.local.Service;
import taskfleet.local.metrics.Histogram;
import taskfleet.local.metrics.MetricsPage;
import taskfleet.local.process.FleetFailure;

/** Drives a fleet that is up by its public API and tells how its workers kept up. */
public final class Benchmark {

    private static final int USERS = 20;
    private static final int CLIENTS_OF_A_BURST = 16;
    /** Three on the topic tasks (created, completed, next one created) and two on reminders (one scheduled for each). */
    private static final int EVENTS_PER_STORY = 5;

    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final FleetRecord fleet;
    private final PrintStream out;
    private final List<Service> workers;
    private final List<String> users;

    public Benchmark(FleetRecord fleet, PrintStream out) {
        this.fleet = fleet;
        this.out = out;
        this.workers =
                Service.WORKERS.stream().filter(fleet.services()::contains).toList();
        String run = UUID.randomUUID().toString().substring(0, 8);
        this.users = IntStream.range(0, USERS)
                .mapToObj(number -> "bench-%s-%d".formatted(run, number))
                .toList();
    }

    /** The age of events at the end of their handling, at a steady rate of events, after a warm-up that doesn't count. */
    public void latency(int eventsPerSecond, Duration warmUp, Duration measured) {
        Duration between = Duration.ofSeconds(1).multipliedBy(EVENTS_PER_STORY).dividedBy(eventsPerSecond);
        out.printf(
                "Warming up for %d s, then %d events a second for %d s%n",
                warmUp.toSeconds(), eventsPerSecond, measured.toSeconds());
        runStories(warmUp, between);
        Map<Service, MetricsPage> before = metrics();
        runStories(measured, between);
        printAges(before, metrics());
    }

    private void runStories(Duration duration, Duration between) {
        int stories = (int) duration.dividedBy(between);
        Map<Service, MetricsPage> before = metrics();
        load().storiesAtRate(stories, between);
        // Each story's task and its next occurrence.
        awaitDeliveries(before, Map.of("task.created", 2L * stories, "task.completed", (long) stories));
    }

    /** How long it takes until every worker has handled the events of many tasks created at once. */
    public void burst(int tasks) {
        Map<Service, MetricsPage> before = metrics();
        long started = System.nanoTime();
        load().createTasks(tasks, CLIENTS_OF_A_BURST);
        double written = seconds(started);
        Map<Service, MetricsPage> after = awaitDeliveries(before, Map.of("task.created", (long) tasks));
        double handled = seconds(started);
        out.printf(
                Locale.ROOT,
                "%d tasks created in %.2f s; handled by all workers after %.2f s%n",
                tasks,
                written,
                handled);
        printAges(before, after);
        requireEffect(tasks);
    }

    /** Exactly once in effect: the users' statistics count each task, and none twice. */
    private void requireEffect(int tasks) {
        int counted = users.stream()
                .map(user -> fleet.client(Service.ANALYTICS_WORKER, user))
                .mapToInt(client -> client.get("/analytics/summary")
                        .expect(200)
                        .path("created")
                        .asInt())
                .sum();
        out.printf("Tasks that analytics counts: %d%n", counted);
        if (counted != tasks) {
            throw new FleetFailure("created tasks in analytics: %d (expected: %d)".formatted(counted, tasks));
        }
    }

    private Map<Service, MetricsPage> awaitDeliveries(Map<Service, MetricsPage> before, Map<String, Long> expected) {
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        while (true) {
            Map<Service, MetricsPage> now = metrics();
            List<String> missing = missing(before, now, expected);
            if (missing.isEmpty()) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new FleetFailure("events not handled within %d s: %s"
                        .formatted(CATCH_UP_LIMIT.toSeconds(), String.join(", ", missing)));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private List<String> missing(
            Map<Service, MetricsPage> before, Map<Service, MetricsPage> now, Map<String, Long> expected) {
        return expected.entrySet().stream()
                .flatMap(type -> workers.stream()
                        .filter(worker -> deliveries(worker, before, now, type.getKey()) < type.getValue())
                        .map(worker -> "%s %s %d of %d"
                                .formatted(
                                        worker.serviceName(),
                                        type.getKey(),
                                        deliveries(worker, before, now, type.getKey()),
                                        type.getValue())))
                .toList();
    }

    private static long deliveries(
            Service worker, Map<Service, MetricsPage> before, Map<Service, MetricsPage> now, String type) {
        return Math.round(deliveries(of(now, worker), type) - deliveries(of(before, worker), type));
    }

    /** Attempts at events of this type, whatever their outcome. */
    private static double deliveries(MetricsPage page, String type) {
        return page.sum("fleet_deliveries_total", "type", type);
    }

    private void printAges(Map<Service, MetricsPage> before, Map<Service, MetricsPage> after) {
        out.printf("%-18s %8s %10s %10s %16s%n", "", "events", "p50", "p99", "within 100 ms");
        for (Service worker : workers) {
            Histogram ages = of(after, worker)
                    .histogram("fleet_event_age_seconds")
                    .since(of(before, worker).histogram("fleet_event_age_seconds"));
            if (ages.count() == 0) {
                out.printf("%-18s %8d   (none of these events is for it)%n", worker.serviceName(), 0);
                continue;
            }
            out.printf(
                    Locale.ROOT,
                    "%-18s %8d %7.0f ms %7.0f ms %14.2f %%%n",
                    worker.serviceName(),
                    ages.count(),
                    1000 * ages.quantile(0.5),
                    1000 * ages.quantile(0.99),
                    100 * ages.partWithin(0.1));
        }
    }

    private Load load() {
        return new Load(users.stream().map(this::taskClient).toList());
    }

    private ApiClient taskClient(String user) {
        return fleet.client(Service.TASK_API, user);
    }

    private Map<Service, MetricsPage> metrics() {
        Map<Service, MetricsPage> metrics = new EnumMap<>(Service.class);
        for (Service worker : workers) {
            metrics.put(worker, MetricsPage.read(fleet, worker));
        }
        return metrics;
    }

    private static MetricsPage of(Map<Service, MetricsPage> metrics, Service worker) {
        MetricsPage found = metrics.get(worker);
        if (found == null) {
            throw new IllegalStateException("no metrics of " + worker.serviceName());
        }
        return found;
    }

    private static double seconds(long startedAt) {
        return (System.nanoTime() - startedAt) / 1e9;
    }
}
