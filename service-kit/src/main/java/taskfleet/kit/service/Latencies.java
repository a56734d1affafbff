package taskfleet.kit.service;

import java.time.Duration;
import java.util.stream.Stream;

/** How the histograms of latencies are cut up. */
public final class Latencies {
    /**
     * With the goals of 100 ms to publish and 500 ms to handle among them, and close enough together that a quantile read
     * from the buckets is right to about a fifth of itself.
     */
    private static final Duration[] EDGES = Stream.of(
                    5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Latencies() {}

    public static Duration[] edges() {
        return EDGES.clone();
    }
}
