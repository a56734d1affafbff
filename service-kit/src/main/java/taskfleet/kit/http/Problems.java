package taskfleet.kit.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** The one place where a failure becomes an answer: problem details, whatever went wrong. */
public final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final int[] STATUSES_OF_THE_ROUTER = {400, 404, 405, 406, 413, 415, 500};

    private Problems() {}

    static void mount(Router router) {
        router.route().failureHandler(Problems::answerFailure);
        for (int status : STATUSES_OF_THE_ROUTER) {
            router.errorHandler(status, Problems::answerFailure);
        }
    }

    public static void answer(RoutingContext context, Problem problem) {
        answer(context, problem, new JsonObject());
    }

    /** With members that this one problem has more than others (RFC 9457 section 3.2). */
    public static void answer(RoutingContext context, Problem problem, JsonObject more) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json().mergeIn(more).toBuffer());
    }

    private static void answerFailure(RoutingContext context) {
        answer(context, problemOf(context));
    }

    private static Problem problemOf(RoutingContext context) {
        var failure = context.failure();
        if (failure instanceof Problem.ProblemException known) {
            return known.problem();
        }
        if (failure != null && Outage.causedBy(failure)) {
            log.warn("{} {}: {}", context.request().method(), context.request().path(), failure.toString());
            return Problem.ofStatus(503);
        }
        int status = context.statusCode() == -1 ? 500 : context.statusCode();
        if (failure != null && status >= 500) {
            log.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    failure);
        }
        return Problem.ofStatus(status);
    }
}
