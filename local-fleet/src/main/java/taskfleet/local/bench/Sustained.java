package taskfleet.local.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import taskfleet.local.Service;
import taskfleet.local.metrics.Histogram;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;

/** The fleet under a steady load for minutes: whether lag grows, and what it costs, looked at every few seconds. */
final class Sustained {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final int USERS = 50;

    private final BenchFleet fleet;
    private final PrintStream out;
    private final List<Look> looks = new ArrayList<>();

    Sustained(BenchFleet fleet, PrintStream out) {
        this.fleet = fleet;
        this.out = out;
    }

    /**
     * One moment, and what has passed since the one before.
     *
     * @param second since the load began
     * @param lag events that are published and not yet handled, by worker
     * @param p50 and p99: age of events when handled, in milliseconds
     * @param processors how many are busy with it, by part
     * @param megabytes resident, by part
     */
    record Look(
            double second,
            double eventsPerSecond,
            Map<String, Long> lag,
            double p50,
            double p99,
            Map<String, Double> processors,
            Map<String, Double> megabytes) {}

    /**
     * What came of it.
     *
     * @param within100Milliseconds part of all events that were handled so soon
     */
    record Result(List<Look> looks, double eventsPerSecond, double p50, double p99, double within100Milliseconds) {}

    Result run(int eventsPerSecond, Duration duration) {
        try (var load = fleet.load(BenchFleet.PARTITIONS, USERS);
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            load.storiesAtRate(eventsPerSecond / 2.0, WARM_UP);
            Latency.awaitAllHandled(fleet);
            Histogram before = Latency.ages(fleet);
            long published = fleet.published();
            long start = System.nanoTime();
            var watch = new Watch(start, published, before);
            var looking = clock.scheduleAtFixedRate(
                    watch::look, BETWEEN_LOOKS.toSeconds(), BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS);
            load.storiesAtRate(eventsPerSecond, duration);
            double seconds = (System.nanoTime() - start) / 1e9;
            stop(clock, looking);
            long events = fleet.published() - published;
            Latency.awaitAllHandled(fleet);
            Histogram ages = Latency.ages(fleet).since(before);
            return new Result(
                    List.copyOf(looks),
                    events / seconds,
                    1000 * ages.quantile(0.5),
                    1000 * ages.quantile(0.99),
                    ages.partWithin(0.1));
        }
    }

    /** With the look under way; one that failed was the last. */
    private static void stop(ScheduledExecutorService clock, ScheduledFuture<?> looking) {
        if (looking.isDone()) {
            throw new FleetFailure(
                    "bench: a look failed (%s)".formatted(looking.exceptionNow()), looking.exceptionNow());
        }
        looking.cancel(false);
        clock.close();
    }

    private final class Watch {

        private final long start;
        private long lookedAt;
        private long published;
        private Histogram ages;
        private Map<String, Usage> usage = usage();

        Watch(long start, long published, Histogram ages) {
            this.start = start;
            this.lookedAt = start;
            this.published = published;
            this.ages = ages;
        }

        void look() {
            long now = System.nanoTime();
            double seconds = (now - lookedAt) / 1e9;
            long publishedNow = fleet.published();
            Histogram agesNow = Latency.ages(fleet);
            Histogram since = agesNow.since(ages);
            Map<String, Usage> usageNow = usage();
            Map<String, Double> processors = new TreeMap<>();
            Map<String, Double> megabytes = new TreeMap<>();
            usageNow.forEach((part, used) -> {
                Duration before =
                        usage.getOrDefault(part, new Usage(Duration.ZERO, 0)).processorTime();
                processors.put(part, used.processorTime().minus(before).toMillis() / 1000.0 / seconds);
                megabytes.put(part, used.megabytes());
            });
            var look = new Look(
                    (now - start) / 1e9,
                    (publishedNow - published) / seconds,
                    Service.WORKERS.stream()
                            .collect(Collectors.toMap(Service::serviceName, fleet::lag, Long::sum, TreeMap::new)),
                    1000 * since.quantile(0.5),
                    1000 * since.quantile(0.99),
                    processors,
                    megabytes);
            looks.add(look);
            out.printf(
                    Locale.ROOT,
                    "%5.0f s  %6.0f events/s  lag %s  p50 %.0f ms  p99 %.0f ms  %.2f processors%n",
                    look.second(),
                    look.eventsPerSecond(),
                    look.lag().values(),
                    look.p50(),
                    look.p99(),
                    processors.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum());
            lookedAt = now;
            published = publishedNow;
            ages = agesNow;
            usage = usageNow;
        }
    }

    private Map<String, Usage> usage() {
        Map<String, List<ChildProcess>> parts = fleet.fleet().processes().stream()
                .filter(ChildProcess::isAlive)
                .collect(Collectors.groupingBy(process -> part(process.name())));
        Map<String, Usage> usage = new TreeMap<>();
        parts.forEach((part, processes) -> usage.put(part, Usage.of(processes)));
        usage.put("load", Usage.of(ProcessHandle.current()));
        return usage;
    }

    private static String part(String process) {
        return process.endsWith("-sidecar") ? "sidecars" : process;
    }
}
