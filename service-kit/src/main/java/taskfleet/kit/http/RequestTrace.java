package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.Traceparent;
import taskfleet.kit.tracing.LogFields;
import taskfleet.kit.tracing.Span;

/** The trace that a request is in: told by its log lines, and by the events that follow from it. */
public final class RequestTrace implements Handler<RoutingContext> {
    private static final String HEADER = "traceparent";

    RequestTrace() {}

    /** For the events of a request: its span, else the trace that it comes with, else one that begins with it. */
    public static String of(RoutingContext context) {
        var span = Span.current().traceparent();
        if (span != null) {
            return span;
        }
        String known = context.get(HEADER);
        if (known != null) {
            return known;
        }
        var told = told(context);
        var trace = told == null ? Traceparent.begin() : told;
        context.put(HEADER, trace);
        return trace;
    }

    /** The same for a request that tells what led to it: its span, else the trace of that. */
    public static @Nullable String orOf(Event.Cause cause) {
        var span = Span.current().traceparent();
        return span == null ? cause.traceparent() : span;
    }

    @Override
    public void handle(RoutingContext context) {
        var span = Span.current();
        var recorded = span.traceparent();
        if (recorded != null) {
            context.addHeadersEndHandler(written -> nameRoute(span, context));
        }
        LogFields.duringTrace(recorded == null ? told(context) : recorded, () -> {
            context.next();
            return true;
        });
    }

    private static @Nullable String told(RoutingContext context) {
        return Traceparent.read(context.request().getHeader(HEADER)).orElse(null);
    }

    private static void nameRoute(Span span, RoutingContext context) {
        var route = context.currentRoute();
        if (route != null && route.getPath() != null) {
            span.route(route.getPath());
        }
    }
}
