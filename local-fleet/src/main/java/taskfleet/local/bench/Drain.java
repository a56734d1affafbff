package taskfleet.local.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import taskfleet.local.process.FleetFailure;

/** How fast a number rises by so much, timed from its first rise: whatever had to start before isn't part of it. */
final class Drain {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Drain() {}

    /** By the second. */
    static double rate(LongSupplier count, long from, long by) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long first = 0;
        long started = 0;
        while (true) {
            long now = count.getAsLong();
            if (started == 0 && now > from) {
                started = System.nanoTime();
                first = now;
            }
            if (now >= from + by) {
                return (now - first) / ((System.nanoTime() - started) / 1e9);
            }
            if (System.nanoTime() > deadline) {
                throw new FleetFailure("bench: %d of %d after %d s".formatted(now - from, by, LIMIT.toSeconds()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
