package taskfleet.kit.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import taskfleet.kit.service.Service;

/** One listening port with what all of them have: a limit on bodies, every error as a problem, a stop that drains. */
public final class HttpEndpoint {
    private static final Pattern JSON =
            Pattern.compile("application/([\\w.-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final HttpServer server;
    private final HttpConfig config;

    private HttpEndpoint(HttpServer server, HttpConfig config) {
        this.server = server;
        this.config = config;
    }

    /** A router for the public port; its handlers may throw {@link Problem.ProblemException}. */
    public static Router publicRouter(Vertx vertx, HttpConfig config) {
        var router = Router.router(vertx);
        Problems.mount(router);
        router.route().handler(new RequestTimeout(config.requestTimeout()));
        router.route().handler(HttpEndpoint::takeOnlyJson);
        return takeBodies(router, config.maxBodyBytes());
    }

    /** A router for the internal port: health and metrics for all, every other route for the sidecar only. */
    public static Router internalRouter(Service service, HttpConfig config, SidecarToken token) {
        var router = Router.router(service.vertx());
        Problems.mount(router);
        takeBodies(router, config.maxInternalBodyBytes());
        service.mountOperations(router);
        router.route().handler(token);
        return router;
    }

    /**
     * Opens a port of this service.
     *
     * @return when it is open; fails when it is taken
     */
    public static Future<HttpEndpoint> listen(Vertx vertx, HttpConfig config, int port, Router router) {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(port)
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(config.maxRequestLineBytes())
                .setMaxHeaderSize(config.maxHeaderBytes())
                .setIdleTimeout((int) config.idleTimeout().toSeconds())
                // On the internal port only calls of others are of interest, not probes and scrapes.
                .setTracingPolicy(port == config.internalPort() ? TracingPolicy.PROPAGATE : TracingPolicy.ALWAYS);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .invalidRequestHandler(Problems::answerUnreadable)
                .listen()
                .map(server -> new HttpEndpoint(server, config));
    }

    /** The port, also when any free one was asked for with 0. */
    public int port() {
        return server.actualPort();
    }

    /** Takes no new connection, and waits for the requests under way. */
    public Future<Void> drain() {
        return server.shutdown(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A body of no declared type is taken for JSON too. */
    private static void takeOnlyJson(RoutingContext context) {
        var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && hasBody(context.request()) && !JSON.matcher(type).matches()) {
            Problems.answer(
                    context,
                    new Problem(
                            ProblemType.MEDIA_TYPE,
                            "Content-Type: %s (expected: application/json). Nothing was changed.".formatted(type)));
            return;
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private static Router takeBodies(Router router, int maxBodyBytes) {
        router.route().handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes));
        router.route().handler(new RequestTrace()); // behind it, where all that follows runs in one thread
        return router;
    }
}
