package taskfleet.kit.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.core.spi.VertxTracerFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.Traceparent;

/** Records by the SDK of OpenTelemetry, whose variables say how much of it, and to whom it goes. */
final class OpenTelemetryTracing implements Tracing {
    /** Metrics are scraped and logs are read from the output: neither goes this way. The JDK's client has no gRPC. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    OpenTelemetryTracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("taskfleet");
    }

    static Tracing fromEnvironment(String service) {
        return new OpenTelemetryTracing(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addPropertiesSupplier(() -> Map.of("otel.service.name", service))
                .disableShutdownHook() // the service ends it, after what it records
                .build()
                .getOpenTelemetrySdk());
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public VertxTracerFactory ofVertx() {
        return options -> new VertxSpans(tracer);
    }

    @Override
    public io.prometheus.metrics.tracer.common.SpanContext ofMeasurements() {
        return new SpanOfMeasurement();
    }

    @Override
    public Span process(String topic, Event event) {
        return new OpenTelemetrySpan(
                tracer,
                begin("process " + topic, SpanKind.CONSUMER, event.traceparent())
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.operation.type", "process")
                        .setAttribute("messaging.operation.name", "process")
                        .setAttribute("messaging.destination.name", topic)
                        .setAttribute("messaging.message.id", event.id().toString())
                        .setAttribute("cloudevents.event_type", event.type().typeName())
                        .startSpan());
    }

    @Override
    public Span together(List<Span> spans) {
        var recorded = spans.stream()
                .map(OpenTelemetrySpan.class::cast)
                .map(OpenTelemetrySpan::span)
                .filter(io.opentelemetry.api.trace.Span::isRecording)
                .toList();
        if (recorded.isEmpty()) {
            return Span.NONE;
        }
        var first = recorded.getFirst();
        recorded.forEach(span -> span.setAttribute("messaging.batch.message_count", (long) spans.size()));
        recorded.stream().skip(1).forEach(span -> span.addLink(first.getSpanContext()));
        return new OpenTelemetrySpan(tracer, first);
    }

    @Override
    public @Nullable String published(String topic, String eventId, Instant committed, @Nullable String parent) {
        var span = begin("publish " + topic, SpanKind.PRODUCER, parent)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.operation.name", "publish")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.message.id", eventId)
                .setStartTimestamp(committed)
                .startSpan();
        span.end();
        return OpenTelemetrySpan.traceparent(span.getSpanContext());
    }

    @Override
    public @Nullable String over(String name, Instant began, @Nullable String parent) {
        var span =
                begin(name, SpanKind.INTERNAL, parent).setStartTimestamp(began).startSpan();
        span.end();
        return OpenTelemetrySpan.traceparent(span.getSpanContext());
    }

    @Override
    public void measure(@Nullable String traceparent, Runnable measurement) {
        var span = io.opentelemetry.api.trace.Span.wrap(contextOf(traceparent));
        new OpenTelemetrySpan(tracer, span).during(() -> {
            measurement.run();
            return null;
        });
    }

    @Override
    public void close() {
        sdk.close();
    }

    private SpanBuilder begin(String name, SpanKind kind, @Nullable String parent) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(contextOf(parent))))
                .setSpanKind(kind);
    }

    /** Invalid, which is none, for a trace that can't be read. */
    static SpanContext contextOf(@Nullable String traceparent) {
        return Traceparent.read(traceparent)
                .map(text -> SpanContext.createFromRemoteParent(
                        text.substring(3, 35),
                        text.substring(36, 52),
                        TraceFlags.fromHex(text, 53),
                        TraceState.getDefault()))
                .orElseGet(SpanContext::getInvalid);
    }
}
