package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Answers a request that is not answered in time; an answer that has begun by then, as a stream, may go on. */
final class RequestTimeout implements Handler<RoutingContext> {
    private final Duration limit;

    RequestTimeout(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void handle(RoutingContext context) {
        var vertx = context.vertx();
        long timer = vertx.setTimer(limit.toMillis(), late -> answer(context));
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
        context.next();
    }

    /** The work goes on: what it changes may still be changed. */
    private static void answer(RoutingContext context) {
        if (context.response().headWritten()) {
            return;
        }
        var type = context.request().isEnded() ? ProblemType.TIMEOUT : ProblemType.REQUEST_TIMEOUT;
        Problems.answer(context, new Problem(type, "It may still have an effect: look before you try again."));
    }
}
