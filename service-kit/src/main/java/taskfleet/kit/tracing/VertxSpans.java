package taskfleet.kit.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Context;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what Vert.x tells of requests, calls and statements. Of a statement its text goes along, which has parameters
 * for all values; of a request only the path, since a query has what users search for.
 */
final class VertxSpans implements VertxTracer<OpenTelemetrySpan, OpenTelemetrySpan> {
    private static final String TRACEPARENT = "traceparent";
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;

    private final Tracer tracer;

    VertxSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <R> @Nullable OpenTelemetrySpan receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (policy == TracingPolicy.IGNORE || !(request instanceof HttpRequest http)) {
            return null;
        }
        var parent = OpenTelemetryTracing.contextOf(http.headers().get(TRACEPARENT));
        if (policy == TracingPolicy.PROPAGATE && !parent.isValid()) {
            return null;
        }
        var builder = tracer.spanBuilder(operation)
                .setParent(io.opentelemetry.context.Context.root().with(io.opentelemetry.api.trace.Span.wrap(parent)))
                .setSpanKind(io.opentelemetry.api.trace.SpanKind.SERVER);
        var span = new OpenTelemetrySpan(tracer, describe(builder, http).startSpan());
        CurrentSpan.set(context, span);
        return span;
    }

    @Override
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable OpenTelemetrySpan span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        end(response, span, failure, SERVER_ERROR);
    }

    @Override
    public <R> @Nullable OpenTelemetrySpan sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        if (policy == TracingPolicy.IGNORE || !(CurrentSpan.of(context) instanceof OpenTelemetrySpan parent)) {
            return null; // what belongs to no request and no delivery would be a trace of its own
        }
        var builder = request instanceof HttpRequest http
                ? describe(tracer.spanBuilder(operation), http)
                : describe(tags.extract(request));
        var span = new OpenTelemetrySpan(
                tracer,
                builder.setParent(parent.asParent())
                        .setSpanKind(io.opentelemetry.api.trace.SpanKind.CLIENT)
                        .startSpan());
        headers.accept(TRACEPARENT, span.traceparent());
        return span;
    }

    @Override
    public <R> void receiveResponse(
            Context context,
            @Nullable R response,
            @Nullable OpenTelemetrySpan span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        end(response, span, failure, CLIENT_ERROR);
    }

    private static SpanBuilder describe(SpanBuilder builder, HttpRequest request) {
        return builder.setAttribute("http.request.method", request.method().name())
                .setAttribute("url.path", path(request.uri()));
    }

    private SpanBuilder describe(Map<String, String> tags) {
        var text = tags.getOrDefault("db.query.text", "");
        var summary = StatementSummary.of(text);
        return tracer.spanBuilder(summary)
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.namespace", tags.getOrDefault("db.namespace", ""))
                .setAttribute("db.query.summary", summary)
                .setAttribute("db.query.text", text);
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** A status of the caller's mistake is an error for the caller only (semantic conventions for HTTP). */
    private static void end(
            @Nullable Object response, @Nullable OpenTelemetrySpan span, @Nullable Throwable failure, int errors) {
        if (span == null) {
            return;
        }
        if (response instanceof HttpResponse http) {
            span.span().setAttribute("http.response.status_code", (long) http.statusCode());
            if (http.statusCode() >= errors) {
                span.span().setStatus(StatusCode.ERROR);
            }
        }
        span.end(failure);
    }
}
