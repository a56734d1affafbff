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
    private final Map<String, Timer> handlings = new ConcurrentHashMap<>();

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

    /**
     * An event has had its effect.
     *
     * @param handling how long that took; of a bulk, all of it
     */
    void handled(Event event, Duration handling) {
        var type = event.type().typeName();
        handlings.computeIfAbsent(type, this::handlingOf).record(handling);
        var age = Duration.between(event.time(), clock.instant());
        var ageOfType = ages.computeIfAbsent(type, this::ageOf);
        tracing.measure(event.traceparent(), () -> ageOfType.record(age));
    }

    private Timer handlingOf(String type) {
        return Timer.builder("fleet.event.handling")
                .description("Duration of the attempt by which an event was handled, with all that came in its bulk")
                .tag("type", type)
                .serviceLevelObjectives(Latencies.edges())
                .register(registry);
    }

    /** From the commit of the change to the end of its handling here. */
    private Timer ageOf(String type) {
        return Timer.builder("fleet.event.age")
                .description("Time from the commit of an event to the end of its handling")
                .tag("type", type)
                .serviceLevelObjectives(Latencies.edges())
                .register(registry);
    }
}
