package taskfleet.kit.outbox;

import java.time.Duration;
import taskfleet.kit.config.Settings;

/**
 * How the relay works.
 *
 * @param batch events published in one call at most
 * @param sweep how often it looks without having been woken
 * @param firstBackoff after a publish that failed; doubles up to maxBackoff
 * @param rebalance how often relays compare how many buckets each should have
 * @param stopTimeout how long a stop waits for the batch under way
 */
public record OutboxConfig(
        int batch,
        Duration sweep,
        Duration firstBackoff,
        Duration maxBackoff,
        Duration rebalance,
        Duration stopTimeout) {
    public static OutboxConfig from(Settings settings) {
        return new OutboxConfig(
                settings.number("OUTBOX_BATCH", 200, 1, 5_000),
                settings.duration("OUTBOX_SWEEP", Duration.ofSeconds(1)),
                settings.duration("OUTBOX_FIRST_BACKOFF", Duration.ofMillis(100)),
                settings.duration("OUTBOX_MAX_BACKOFF", Duration.ofSeconds(5)),
                settings.duration("OUTBOX_REBALANCE", Duration.ofSeconds(2)),
                settings.duration("OUTBOX_STOP_TIMEOUT", Duration.ofSeconds(15)));
    }
}
