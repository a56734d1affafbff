package taskfleet.kit.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;

/** A span of OpenTelemetry, recorded or only passed along as the sampler has decided. */
record OpenTelemetrySpan(Tracer tracer, io.opentelemetry.api.trace.Span span) implements Span {

    static @Nullable String traceparent(SpanContext context) {
        return context.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                context.getTraceId(),
                                context.getSpanId(),
                                context.getTraceFlags().asHex())
                : null;
    }

    @Override
    public @Nullable String traceparent() {
        return traceparent(span.getSpanContext());
    }

    @Override
    public Event onto(Event event) {
        return event.withTraceparent(traceparent());
    }

    @Override
    public Span call(String name) {
        return new OpenTelemetrySpan(
                tracer,
                tracer.spanBuilder(name)
                        .setParent(asParent())
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan());
    }

    /** The name of a request is its method until then (semantic conventions for HTTP). */
    @Override
    public void route(String route) {
        if (span.isRecording() && span instanceof io.opentelemetry.sdk.trace.ReadableSpan known) {
            span.updateName(known.getName() + " " + route);
            span.setAttribute("http.route", route);
        }
    }

    @Override
    public void outcome(String outcome, boolean isFailure) {
        span.setAttribute("taskfleet.outcome", outcome);
        if (isFailure) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public <T> T during(Supplier<T> work) {
        return CurrentSpan.during(this, work);
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public void end(@Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", failure.getClass().getName());
        }
        span.end();
    }

    Context asParent() {
        return Context.root().with(span);
    }
}
