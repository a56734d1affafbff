package taskfleet.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import taskfleet.local.process.FleetFailure;

/** Prints what happened when, and how long each hop took; waits for what is expected and fails when it doesn't come. */
final class Timeline {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final PrintStream out;
    private final Instant begin = Instant.now();

    Timeline(PrintStream out) {
        this.out = out;
    }

    /** Something that is done by the one who tells the story. */
    <T> T step(String what, Supplier<T> action) {
        Instant started = Instant.now();
        T result = action.get();
        print(what, Duration.between(started, Instant.now()));
        return result;
    }

    /** Something that follows by itself from what happened at {@code cause}. */
    <T> T await(String what, Instant cause, Supplier<T> look, Predicate<T> expected) {
        Instant deadline = Instant.now().plus(LIMIT);
        if (cause.isAfter(Instant.now())) {
            deadline = cause.plus(LIMIT);
        }
        T seen = look.get();
        while (!expected.test(seen)) {
            if (Instant.now().isAfter(deadline)) {
                throw new FleetFailure(
                        "%s: not within %d s; the last look gave %s".formatted(what, LIMIT.toSeconds(), seen));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look.get();
        }
        print(what, Duration.between(cause, Instant.now()));
        return seen;
    }

    /** Something that must be so already. */
    void check(String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new FleetFailure("%s: %s (expected: %s)".formatted(what, actual, expected));
        }
    }

    private void print(String what, Duration took) {
        double elapsed = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%7.2f s  %-64s %6d ms%n", elapsed, what, took.toMillis());
    }
}
