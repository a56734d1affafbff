package taskfleet.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.process.FleetFailure;

/** One shared part is away for some time, and comes back. */
public final class Outage implements Scenario {

    private static final Duration BEFORE = Duration.ofSeconds(20);
    private static final Duration AFTER = Duration.ofSeconds(20);
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(5);

    /** What can be away. */
    public enum What {
        KAFKA,
        POSTGRES,
        SCHEDULER,
        SCHEDULER_WIPED;

        /** Of these names: {@code kafka}, {@code postgres}, {@code scheduler}, {@code scheduler-wiped}. */
        public static What named(String name) {
            return Arrays.stream(values())
                    .filter(what -> what.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new FleetFailure(
                            "outage: %s (expected: one of %s)".formatted(name, Arrays.toString(values()))));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final What what;
    private final Duration lasts;

    public Outage(What what, Duration lasts) {
        this.what = what;
        this.lasts = lasts;
    }

    @Override
    public String title() {
        return "%s away for %d s".formatted(what, lasts.toSeconds());
    }

    @Override
    public List<Phase> play(Stage stage) {
        Instant begin = Instant.now();
        LockSupport.parkNanos(BEFORE.toNanos());
        Instant from = Instant.now();
        stage.injector().inject(fault());
        Instant to = Instant.now();
        Duration caughtUp = stage.settling().caughtUpWith(to, CATCH_UP_LIMIT);
        stage.journal()
                .note("all that was written until its return is handled %.1f s after it"
                        .formatted(caughtUp.toMillis() / 1000.0));
        LockSupport.parkNanos(AFTER.toNanos());
        return List.of(
                new Phase("before", begin, from),
                new Phase("meanwhile", from, to),
                new Phase("after", to, Instant.now()));
    }

    private Fault fault() {
        return switch (what) {
            case KAFKA -> new Fault(BEFORE, Fault.Kind.KILL, Target.KAFKA, lasts);
            case POSTGRES -> new Fault(BEFORE, Fault.Kind.KILL, Target.POSTGRES, lasts);
            case SCHEDULER -> new Fault(BEFORE, Fault.Kind.KILL, Target.SCHEDULER, lasts);
            case SCHEDULER_WIPED -> new Fault(BEFORE, Fault.Kind.WIPE, Target.SCHEDULER, lasts);
        };
    }
}
