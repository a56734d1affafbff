package taskfleet.desk;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.util.List;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.service.Service;

/** All routes of dead-letter-desk: the page, the API for operators, and what the sidecar delivers. */
final class DeskVerticle extends VerticleBase {
    private final Service service;
    private final DeskConfig config;
    private volatile List<HttpEndpoint> endpoints = List.of();

    DeskVerticle(Service service, DeskConfig config) {
        this.service = service;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        var http = config.http();
        return Future.all(
                        HttpEndpoint.listen(vertx, http, http.port(), publicRoutes()),
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

    private Router publicRoutes() {
        var router = HttpEndpoint.publicRouter(vertx, config.http());
        Page.mount(router);
        return router;
    }

    private Router internalRoutes() {
        return HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
    }
}
