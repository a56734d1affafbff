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
    private final Map<String, Timers> timers = new ConcurrentHashMap<>();

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
     * Of one type of event.
     *
     * @param age from the commit of the change to the end of its handling here
     */
    private record Timers(Timer handling, Timer age) {}

    /**
     * An event has had its effect.
     *
     * @param handling how long that took; of a bulk, all of it
     */
    void handled(Event event, Duration handling) {
        var ofType = timers.computeIfAbsent(event.type().typeName(), this::timersOf);
        var age = Duration.between(event.time(), clock.instant());
        ofType.handling().record(handling);
        tracing.measure(event.traceparent(), () -> ofType.age().record(age));
    }

    private Timers timersOf(String type) {
        return new Timers(
                timer(
                        "fleet.event.handling",
                        "Duration of the attempt by which an event was handled, with all that came in its bulk",
                        type),
                timer("fleet.event.age", "Time from the commit of an event to the end of its handling", type));
    }

    private Timer timer(String name, String description, String type) {
        return Timer.builder(name)
                .description(description)
                .tag("type", type)
                .serviceLevelObjectives(Latencies.edges())
                .register(registry);
    }
}
