package taskfleet.kit.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import taskfleet.events.Event;

/** What is counted of deliveries, by event type and outcome; never by user or task. */
final class DeliveryMetrics {
    /** Close enough together that a quantile read from the buckets is right to about a fifth of itself. */
    private static final Duration[] AGE_GOALS = Stream.of(
                    5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Timer> ages = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void count(String type, Outcome outcome) {
        var name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Counter.builder("fleet.deliveries")
                .description("Attempts at events, by type and outcome")
                .tags("type", type, "outcome", name)
                .register(registry)
                .increment();
    }

    void deadLettered(String type, String reason) {
        Counter.builder("fleet.dead.letters")
                .description("Events given up on")
                .tags("type", type, "reason", reason)
                .register(registry)
                .increment();
    }

    /** From the commit of the change to the end of its handling here. */
    void handled(Event event) {
        ages.computeIfAbsent(event.type().typeName(), this::ageOf)
                .record(Duration.between(event.time(), clock.instant()));
    }

    private Timer ageOf(String type) {
        return Timer.builder("fleet.event.age")
                .description("Time from the commit of an event to the end of its handling")
                .tag("type", type)
                .serviceLevelObjectives(AGE_GOALS)
                .register(registry);
    }
}
