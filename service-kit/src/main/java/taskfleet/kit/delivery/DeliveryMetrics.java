package taskfleet.kit.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import taskfleet.events.Event;
import taskfleet.kit.service.Latencies;
import taskfleet.kit.tracing.Tracing;

/** What is counted of deliveries, by event type and outcome; never by user or task. */
final class DeliveryMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Tracing tracing;
    private final Map<String, Timer> ages = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry, Clock clock, Tracing tracing) {
        this.registry = registry;
        this.clock = clock;
        this.tracing = tracing;
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
        var age = Duration.between(event.time(), clock.instant());
        var ageOfType = ages.computeIfAbsent(event.type().typeName(), this::ageOf);
        tracing.measure(event.traceparent(), () -> ageOfType.record(age));
    }

    private Timer ageOf(String type) {
        return Timer.builder("fleet.event.age")
                .description("Time from the commit of an event to the end of its handling")
                .tag("type", type)
                .serviceLevelObjectives(Latencies.edges())
                .register(registry);
    }
}
