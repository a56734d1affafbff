package taskfleet.recurring;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.Sidecar.Stored;

/**
 * Tells a runaway series: one whose tasks are completed as fast as they are made. It keeps, in the Dapr state store,
 * which occurrences of a series were let through and when; a redelivery counts once.
 */
final class SeriesGuard {
    private final Sidecar sidecar;
    private final RecurringConfig.Guard config;
    private final Clock clock;

    SeriesGuard(Sidecar sidecar, RecurringConfig.Guard config, Clock clock) {
        this.sidecar = sidecar;
        this.config = config;
        this.clock = clock;
    }

    /** Lets an occurrence through, or says why not. */
    Optional<String> refuses(UUID seriesId, int number) {
        var key = "series-" + seriesId;
        for (int attempt = 1; attempt <= config.saveAttempts(); attempt++) {
            var seen = sidecar.state(config.store(), key).await();
            var recent = recent(seen);
            if (recent.containsKey(String.valueOf(number))) {
                return Optional.empty();
            }
            if (recent.size() >= config.maxOccurrences()) {
                return Optional.of("%d new occurrences within %s (expected: at most %d)"
                        .formatted(recent.size() + 1, config.window(), config.maxOccurrences()));
            }
            recent.put(String.valueOf(number), clock.instant().toString());
            if (save(key, recent, seen)) {
                return Optional.empty();
            }
        }
        throw new IllegalStateException("the guard of series %s keeps changing".formatted(seriesId));
    }

    private boolean save(String key, JsonObject recent, Optional<Stored> seen) {
        return sidecar.saveState(config.store(), key, recent, seen, config.window())
                .await();
    }

    /** By number of the occurrence: the moment it was let through, for those within the window. */
    private JsonObject recent(Optional<Stored> seen) {
        var since = clock.instant().minus(config.window());
        var recent = new JsonObject();
        seen.ifPresent(stored -> stored.value().forEach(entry -> {
            if (Instant.parse((String) entry.getValue()).isAfter(since)) {
                recent.put(entry.getKey(), entry.getValue());
            }
        }));
        return recent;
    }
}
