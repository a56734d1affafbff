package taskfleet.kit.tracing;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** The trace of what is under way where something is measured: an example of the value, if it is recorded. */
final class SpanOfMeasurement implements SpanContext {

    @Override
    public @Nullable String getCurrentTraceId() {
        return current().getTraceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return current().getSpanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return current().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // No sampler here decides at the end of a trace.
    }

    private static io.opentelemetry.api.trace.SpanContext current() {
        return Span.current() instanceof OpenTelemetrySpan known
                ? known.span().getSpanContext()
                : io.opentelemetry.api.trace.SpanContext.getInvalid();
    }
}
