package taskfleet.analytics;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.http.ApiPage;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.service.Service;

/** All routes of analytics-worker: the reports for users, the events from the sidecar. */
final class AnalyticsVerticle extends VerticleBase {
    private final Service service;
    private final AnalyticsConfig config;
    private final UserTokens users;
    private final ReportHandlers reports;
    private final Subscriptions subscriptions;
    private volatile List<HttpEndpoint> endpoints = List.of();

    AnalyticsVerticle(
            Service service,
            AnalyticsConfig config,
            UserTokens users,
            ReportHandlers reports,
            Subscriptions subscriptions) {
        this.service = service;
        this.config = config;
        this.users = users;
        this.reports = reports;
        this.subscriptions = subscriptions;
    }

    @Override
    public Future<?> start() {
        var http = config.http();
        return Future.all(
                        HttpEndpoint.listen(vertx, http, http.port(), publicRoutes(vertx)),
                        HttpEndpoint.listen(vertx, http, http.internalPort(), internalRoutes()))
                .onSuccess(opened -> endpoints = opened.list());
    }

    @Override
    public Future<?> stop() {
        return Future.join(endpoints.stream().map(HttpEndpoint::drain).toList());
    }

    /** Where it listens, also when any free port was asked for. */
    int publicPort() {
        return endpoints.getFirst().port();
    }

    int internalPort() {
        return endpoints.getLast().port();
    }

    Router publicRoutes(Vertx vertx) {
        var router = HttpEndpoint.publicRouter(vertx, config.http());
        ApiPage.mount(router);
        router.route("/analytics/*").handler(users);
        router.get("/analytics/summary").handler(reports::summary);
        router.get("/analytics/daily").handler(reports::daily);
        router.get("/analytics/tags").handler(reports::tags);
        return router;
    }

    private Router internalRoutes() {
        var router = HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
        subscriptions.mount(router);
        return router;
    }
}
