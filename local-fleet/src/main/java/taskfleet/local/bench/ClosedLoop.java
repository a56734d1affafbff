package taskfleet.local.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** So many callers, each of whom calls again as soon as it has its answer; one call that fails fails the whole. */
final class ClosedLoop {

    private static final long NANOSECONDS_OF_A_MICROSECOND = 1_000;

    private ClosedLoop() {}

    /**
     * What it came to.
     *
     * @param times in microseconds
     */
    record Result(Histogram times, double seconds) {

        double perSecond() {
            return times.getTotalCount() / seconds;
        }

        double milliseconds(double percentile) {
            return times.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** For so long. */
    static Result during(Duration duration, int callers, Supplier<Future<?>> call) {
        var times = new ConcurrentHistogram(3);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        onThreads(callers, () -> {
            while (System.nanoTime() < end) {
                long called = System.nanoTime();
                call.get().await();
                times.recordValue((System.nanoTime() - called) / NANOSECONDS_OF_A_MICROSECOND);
            }
        });
        return new Result(times, (System.nanoTime() - start) / 1e9);
    }

    /** Exactly so often; each call gets a number of its own. */
    static void times(int count, int callers, IntFunction<Future<?>> call) {
        var left = new AtomicInteger(count);
        onThreads(callers, () -> {
            for (int number = left.decrementAndGet(); number >= 0; number = left.decrementAndGet()) {
                call.apply(number).await();
            }
        });
    }

    private static void onThreads(int count, Runnable work) {
        var failure = new Failure();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                threads.execute(() -> {
                    try {
                        work.run();
                    } catch (Exception e) { // an awaited future throws checked ones too
                        failure.note(e);
                    }
                });
            }
        }
        failure.raise();
    }
}
