package taskfleet.tasks;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import taskfleet.kit.http.ApiPage;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.http.RateLimit;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.service.Service;

/** All routes of task-api: the public ones for users, the internal ones for the sidecar. */
final class TaskApiVerticle extends VerticleBase {
    private final Service service;
    private final TaskApiConfig config;
    private final UserTokens users;
    private final RateLimit rateLimit;
    private final Handlers handlers;
    private final List<HttpEndpoint> endpoints = new ArrayList<>();

    /** What the routes lead to. */
    record Handlers(
            TaskHandlers tasks,
            BatchHandlers batches,
            ChangeHandlers changes,
            RecurrenceHandlers recurrences,
            SeriesHandlers series) {}

    TaskApiVerticle(Service service, TaskApiConfig config, UserTokens users, RateLimit rateLimit, Handlers handlers) {
        this.service = service;
        this.config = config;
        this.users = users;
        this.rateLimit = rateLimit;
        this.handlers = handlers;
    }

    @Override
    public Future<?> start() {
        var http = config.http();
        return Future.all(
                HttpEndpoint.listen(vertx, http, http.port(), publicRoutes(vertx))
                        .onSuccess(endpoints::add),
                HttpEndpoint.listen(vertx, http, http.internalPort(), internalRoutes())
                        .onSuccess(endpoints::add));
    }

    @Override
    public Future<?> stop() {
        return Future.join(endpoints.stream().map(HttpEndpoint::drain).toList());
    }

    Router publicRoutes(Vertx vertx) {
        var router = HttpEndpoint.publicRouter(vertx, config.http());
        var tasks = handlers.tasks();
        var changes = handlers.changes();
        ApiPage.mount(router);
        router.route("/tasks*").handler(users).handler(rateLimit);
        router.get("/tasks/changes").handler(changes::list);
        router.get("/tasks/events").handler(changes::stream);
        router.post("/tasks").handler(tasks::create);
        router.get("/tasks").handler(tasks::list);
        router.post("/tasks/batch").handler(handlers.batches()::handle);
        router.get("/tasks/:id").handler(tasks::get);
        router.patch("/tasks/:id").handler(tasks::patch);
        router.delete("/tasks/:id").handler(tasks::delete);
        router.post("/tasks/:id/complete").handler(tasks::complete);
        router.post("/tasks/:id/reopen").handler(tasks::reopen);
        router.post("/tasks/:id/skip").handler(tasks::skip);
        router.route("/recurrences*").handler(users).handler(rateLimit);
        router.post("/recurrences/preview").handler(handlers.recurrences()::preview);
        return router;
    }

    private Router internalRoutes() {
        var router = HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
        router.put("/series/:series/occurrences/:number").handler(handlers.series()::put);
        return router;
    }
}
