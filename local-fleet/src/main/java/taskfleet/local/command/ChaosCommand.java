package taskfleet.local.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import taskfleet.local.chaos.ChaosRun;
import taskfleet.local.chaos.Outage;
import taskfleet.local.chaos.RandomFaults;
import taskfleet.local.chaos.RollingRestart;
import taskfleet.local.chaos.Scenario;

/** {@code ./fleet chaos}: faults on a fleet of its own under load, and a verdict; exit code 1 when a rule is violated. */
@Command(name = "chaos")
final class ChaosCommand implements Callable<Integer> {

    private static final long SEEDS = 10_000;

    @Option(names = "--seconds", description = "how long faults are injected", defaultValue = "60")
    private int seconds;

    @Option(names = "--seed", description = "which faults; a random one when left out, which is printed")
    private @Nullable Long seed;

    @Option(names = "--rate", description = "writes a second", defaultValue = "30")
    private int rate;

    @Option(names = "--at-once", description = "how many faults at the same time", defaultValue = "1")
    private int atOnce;

    @Option(
            names = "--outage",
            description = "instead of random faults: kafka, postgres, scheduler or scheduler-wiped is away")
    private @Nullable String outage;

    @Option(
            names = "--for",
            description = "how long it is away",
            defaultValue = "1m",
            converter = DurationConverter.class)
    private Duration away = Duration.ZERO;

    @Option(
            names = "--rolling",
            description = "instead of random faults: every service is replaced, one replica at a time")
    private boolean rolling;

    @Option(names = "--keep", description = "keep the folder of a clean run too")
    private boolean keep;

    @Override
    public Integer call() {
        long chosen = Optional.ofNullable(seed)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1, SEEDS));
        return new ChaosRun(chosen, rate, keep, System.out).of(scenario(chosen)).isClean() ? 0 : 1;
    }

    private Scenario scenario(long chosen) {
        if (rolling) {
            return new RollingRestart();
        }
        return outage == null
                ? new RandomFaults(chosen, Duration.ofSeconds(seconds), atOnce, Duration.ofSeconds(seconds))
                : new Outage(Outage.What.named(outage), away);
    }

    /** {@code 90s}, {@code 5m}: as the services' settings are written. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d+)(s|m|h)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("%s (expected: a duration such as 90s or 5m)".formatted(value));
            }
            return Duration.parse("PT%s%s".formatted(matcher.group(1), matcher.group(2)));
        }
    }
}
