package taskfleet.tasks;

import io.vertx.ext.web.RoutingContext;
import taskfleet.events.Traceparent;

/** The trace of a request: the one that it comes with, else one that begins with it. All its events are in the same. */
final class RequestTrace {
    private static final String HEADER = "traceparent";

    private RequestTrace() {}

    static String of(RoutingContext context) {
        String known = context.get(HEADER);
        if (known != null) {
            return known;
        }
        var trace = Traceparent.read(context.request().getHeader(HEADER)).orElseGet(Traceparent::begin);
        context.put(HEADER, trace);
        return trace;
    }
}
