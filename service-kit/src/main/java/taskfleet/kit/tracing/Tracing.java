package taskfleet.kit.tracing;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.vertx.core.spi.VertxTracerFactory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.kit.config.Settings;

/**
 * What a service records of traces. It is on when the standard variables of OpenTelemetry say where spans go; else it is
 * {@link #OFF}, and not one class of OpenTelemetry is loaded.
 */
public interface Tracing extends AutoCloseable {
    Tracing OFF = new Tracing() {};

    static Tracing of(String service, Settings settings) {
        return isOn(settings) ? OpenTelemetryTracing.fromEnvironment(service) : OFF;
    }

    private static boolean isOn(Settings settings) {
        if (settings.text("OTEL_SDK_DISABLED", "false").equalsIgnoreCase("true")) {
            return false;
        }
        var exporter = settings.optional("OTEL_TRACES_EXPORTER");
        return exporter.isPresent()
                ? !exporter.get().equals("none")
                : settings.optional("OTEL_EXPORTER_OTLP_ENDPOINT").isPresent()
                        || settings.optional("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
                                .isPresent();
    }

    /** Whether it is worth to prepare something for it. */
    default boolean isOn() {
        return false;
    }

    /** Has Vert.x record requests, calls and statements; null for none. */
    default @Nullable VertxTracerFactory ofVertx() {
        return null;
    }

    /** Has measurements name the trace that they were made in; null for none. */
    default @Nullable SpanContext ofMeasurements() {
        return null;
    }

    /** Begins the handling of an event, a step of the event's own trace. */
    default Span process(String topic, Event event) {
        return Span.NONE;
    }

    /** Where that lies which is done for several at once: beneath the first that is recorded; the others point there. */
    default Span together(List<Span> spans) {
        return Span.NONE;
    }

    /**
     * Records that the broker has acknowledged an event now.
     *
     * @param parent what led to the event, by its {@code traceparent}
     * @return the publication as it is handed on; the parent where nothing is recorded
     */
    default @Nullable String published(String topic, String eventId, Instant committed, @Nullable String parent) {
        return parent;
    }

    /** The same for any other step that is over now. */
    default @Nullable String over(String name, Instant began, @Nullable String parent) {
        return parent;
    }

    /** Measures something of a trace that isn't under way here. */
    default void measure(@Nullable String traceparent, Runnable measurement) {
        measurement.run();
    }

    @Override
    default void close() {}
}
