package taskfleet.desk;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import taskfleet.kit.http.ApiPage;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.service.Service;

/** All routes of dead-letter-desk: the page, the API for operators, and what the sidecar delivers. */
final class DeskVerticle extends VerticleBase {
    private final Service service;
    private final DeskConfig config;
    private final UserTokens users;
    private final LetterHandlers letters;
    private final LetterIntake intake;
    private volatile List<HttpEndpoint> endpoints = List.of();

    DeskVerticle(Service service, DeskConfig config, UserTokens users, LetterHandlers letters, LetterIntake intake) {
        this.service = service;
        this.config = config;
        this.users = users;
        this.letters = letters;
        this.intake = intake;
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
        Page.mount(router);
        router.route("/dead-letters*").handler(users).handler(UserTokens.role(config.operatorRole()));
        router.get("/dead-letters").handler(letters::list);
        router.get("/dead-letters/summary").handler(letters::summary);
        router.post("/dead-letters/redrive").handler(letters::redriveMany);
        router.post("/dead-letters/discard").handler(letters::discardMany);
        router.get("/dead-letters/:id").handler(letters::get);
        router.post("/dead-letters/:id/redrive").handler(letters::redrive);
        router.post("/dead-letters/:id/discard").handler(letters::discard);
        return router;
    }

    private Router internalRoutes() {
        var router = HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
        intake.mount(router);
        return router;
    }
}
