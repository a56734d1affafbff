package taskfleet.kit.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** The one place where a failure becomes an answer: problem details, whatever went wrong. */
public final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final int[] STATUSES_OF_THE_ROUTER = {400, 404, 406, 413, 415, 500};

    private Problems() {}

    static void mount(Router router) {
        router.route().failureHandler(Problems::answerFailure);
        for (int status : STATUSES_OF_THE_ROUTER) {
            router.errorHandler(status, Problems::answerFailure);
        }
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", methodsAt(context.normalizedPath(), router));
            answerFailure(context);
        });
    }

    public static void answer(RoutingContext context, Problem problem) {
        answer(context, problem, new JsonObject());
    }

    /** With members that this one problem has more than others (RFC 9457 section 3.2). */
    public static void answer(RoutingContext context, Problem problem, JsonObject more) {
        if (context.response().ended()) {
            return;
        }
        if (context.response().headWritten()) {
            context.request().connection().close(); // all that is left to say of a stream that fails
            return;
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json().mergeIn(more).toBuffer());
    }

    /** For what never becomes a request to a router; nothing after it on its connection can be read. */
    static void answerUnreadable(HttpServerRequest request) {
        var problem = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException line -> new Problem(ProblemType.URI_TOO_LONG, null);
            case TooLongHttpHeaderException headers -> new Problem(ProblemType.HEADERS_TOO_LARGE, null);
            default -> new Problem(ProblemType.BAD_REQUEST, null);
        };
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json().toBuffer());
        request.connection().close();
    }

    private static void answerFailure(RoutingContext context) {
        if (!context.response().ended()) { // as it may be when a handler goes on after its time
            answer(context, problemOf(context));
        }
    }

    /** RFC 9110 section 15.5.6 wants them told. */
    private static String methodsAt(String path, Router router) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null)
                .filter(route -> path.matches(route.getPath().replaceAll(":\\w+", "[^/]+")))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
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
