package taskfleet.local.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import taskfleet.local.Checkout;
import taskfleet.local.process.FleetFailure;

/** Measures chapter by chapter, each run on a new fleet. */
public final class Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final double WARM_UP_RATE = 300;
    /** Runs only when it is asked for: it writes five million tasks. */
    private static final String LONG = "growth";

    private final Map<String, Chapter> chapters = new LinkedHashMap<>();
    private final PrintStream out;

    /**
     * A bench that measures steady loads for so long each.
     */
    public Bench(Duration duration, PrintStream out) {
        this.out = out;
        chapters.put("creates", new Creates(duration));
        chapters.put("relay", new Relay());
        chapters.put("backlog", new Backlogs());
        chapters.put("latency", new Latency(duration.multipliedBy(2)));
        chapters.put("start", new Starts());
        chapters.put("growth", new Growth(duration));
    }

    /** Prints the medians, and writes them with the figures of each run as JSON. */
    public void run(Set<String> chosen, int runs, Path json) {
        requireKnown(chosen);
        var report = new Report();
        for (int run = 1; run <= runs; run++) {
            out.printf("Run %d of %d%n", run, runs);
            report.add(run(chosen));
        }
        report.print(out);
        report.write(json);
        tellWhere(json);
    }

    /** The fleet under a steady load; what is seen is printed, and written as JSON. */
    public void sustain(int eventsPerSecond, Duration length, Path json) {
        try (BenchFleet fleet = BenchFleet.start()) {
            Sustained.Result result = new Sustained(fleet, out).run(eventsPerSecond, length);
            out.printf(
                    Locale.ROOT,
                    "%.0f events/s for %d s: p50 %.0f ms, p99 %.0f ms, %.2f %% within 100 ms%n",
                    result.eventsPerSecond(),
                    length.toSeconds(),
                    result.p50(),
                    result.p99(),
                    100 * result.within100Milliseconds());
            Report.write(json, result);
        }
        tellWhere(json);
    }

    private void tellWhere(Path json) {
        out.println("Written to " + Checkout.find().root().relativize(json));
    }

    private List<Figure> run(Set<String> chosen) {
        List<Figure> figures = new ArrayList<>();
        try (BenchFleet fleet = BenchFleet.start()) {
            warmUp(fleet);
            chapters.forEach((name, chapter) -> {
                if (chosen.isEmpty() ? !name.equals(LONG) : chosen.contains(name)) {
                    chapter.measure(fleet, figure -> {
                        out.println(Report.line(figure));
                        figures.add(figure);
                    });
                }
            });
        }
        return figures;
    }

    private static void warmUp(BenchFleet fleet) {
        try (var load = fleet.load(BenchFleet.PARTITIONS, 1)) {
            load.storiesAtRate(WARM_UP_RATE, WARM_UP);
            Latency.awaitAllHandled(fleet);
        }
    }

    private void requireKnown(Set<String> chosen) {
        Set<String> unknown =
                chosen.stream().filter(name -> !chapters.containsKey(name)).collect(Collectors.toUnmodifiableSet());
        if (!unknown.isEmpty()) {
            throw new FleetFailure("bench: %s (expected: some of %s)".formatted(unknown, chapters.keySet()));
        }
    }
}
