package taskfleet.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import taskfleet.local.Checkout;
import taskfleet.local.bench.Bench;
import taskfleet.local.bench.Charts;

/** {@code ./fleet bench}: what a fleet of its own can do, each figure beside its limit from the same run. */
@Command(name = "bench")
final class BenchCommand implements Callable<Integer> {

    private static final String FIGURES = "target/bench.json";
    private static final String SUSTAINED = "target/bench-sustained.json";

    @Parameters(
            description = "chapters: creates, relay, backlog, latency, start, growth; all but growth when left out",
            arity = "0..*")
    private List<String> chapters = List.of();

    @Option(names = "--runs", description = "on a new fleet each; the table has the medians", defaultValue = "1")
    private int runs;

    @Option(names = "--seconds", description = "of each steady load", defaultValue = "10")
    private int seconds;

    @Override
    public Integer call() {
        new Bench(Duration.ofSeconds(seconds), System.out)
                .run(new LinkedHashSet<>(chapters), runs, inCheckout(FIGURES));
        return 0;
    }

    @Command(name = "sustained", description = "a steady load with everything on, looked at every five seconds")
    int sustained(
            @Option(names = "--rate", description = "events a second", defaultValue = "1000") int rate,
            @Option(names = "--minutes", defaultValue = "10") int minutes) {
        new Bench(Duration.ZERO, System.out).sustain(rate, Duration.ofMinutes(minutes), inCheckout(SUSTAINED));
        return 0;
    }

    @Command(name = "charts", description = "draws docs/images/bench-*.svg from the last runs")
    int charts() {
        var charts = new Charts(inCheckout("docs/images"));
        charts.drawFigures(inCheckout(FIGURES));
        charts.drawSustained(inCheckout(SUSTAINED));
        return 0;
    }

    private static Path inCheckout(String path) {
        return Checkout.find().root().resolve(path);
    }
}
