package taskfleet.local.command;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import taskfleet.local.Checkout;
import taskfleet.local.FleetRecord;
import taskfleet.local.bench.Benchmark;

/** {@code ./fleet bench}: load on the fleet that is up, and figures from its workers' metrics. */
@Command(name = "bench", subcommandsRepeatable = false)
final class BenchCommand {

    @Command(name = "latency", description = "the age of events at the end of their handling, at a steady rate")
    int latency(
            @Option(names = "--rate", description = "events a second", defaultValue = "50") int rate,
            @Option(names = "--warm-up", description = "seconds that don't count", defaultValue = "10") int warmUp,
            @Option(names = "--seconds", defaultValue = "30") int seconds) {
        benchmark().latency(rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        return 0;
    }

    @Command(name = "burst", description = "many tasks at once, until every worker has handled them")
    int burst(@Option(names = "--tasks", defaultValue = "1000") int tasks) {
        benchmark().burst(tasks);
        return 0;
    }

    private static Benchmark benchmark() {
        return new Benchmark(FleetRecord.ofFleetThatIsUp(Checkout.find().fleetDirectory()), System.out);
    }
}
