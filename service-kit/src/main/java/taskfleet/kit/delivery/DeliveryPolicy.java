package taskfleet.kit.delivery;

import java.time.Duration;
import taskfleet.kit.config.Settings;

/**
 * How often a failing event is tried: 1 s, 2 s, 4 s after the first attempt unless set otherwise, then dead-lettered.
 * Dapr's own resiliency can't express this (its exponential policy has a fixed factor and jitter).
 *
 * @param maxRetries after the first attempt
 * @param bulkMessages at most so many events in one bulk delivery
 * @param bulkAwait how long the sidecar collects them
 */
public record DeliveryPolicy(
        int maxRetries, Duration firstDelay, int factor, Duration maxDelay, int bulkMessages, Duration bulkAwait) {
    public static DeliveryPolicy from(Settings settings) {
        return new DeliveryPolicy(
                settings.number("DELIVERY_MAX_RETRIES", 3, 0, 100),
                settings.duration("DELIVERY_FIRST_DELAY", Duration.ofSeconds(1)),
                settings.number("DELIVERY_FACTOR", 2, 1, 10),
                settings.duration("DELIVERY_MAX_DELAY", Duration.ofSeconds(4)),
                settings.number("DELIVERY_BULK_MESSAGES", 200, 1, 10_000),
                settings.duration("DELIVERY_BULK_AWAIT", Duration.ofMillis(10)));
    }

    /** Attempts in all, the first one included. */
    int attempts() {
        return maxRetries + 1;
    }

    /**
     * @param attempt the one that failed, from 1
     */
    Duration delayAfter(int attempt) {
        var delay = firstDelay;
        for (int i = 1; i < attempt && delay.compareTo(maxDelay) < 0; i++) {
            delay = delay.multipliedBy(factor);
        }
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
