package taskfleet.reminder;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.http.Problem;
import taskfleet.kit.service.Service;

/** All routes of reminder-worker: it has only those that its sidecar calls. */
final class ReminderVerticle extends VerticleBase {
    private final Service service;
    private final ReminderConfig config;
    private final Subscriptions subscriptions;
    private final ReminderTrigger trigger;
    private @Nullable HttpEndpoint endpoint;

    ReminderVerticle(Service service, ReminderConfig config, Subscriptions subscriptions, ReminderTrigger trigger) {
        this.service = service;
        this.config = config;
        this.subscriptions = subscriptions;
        this.trigger = trigger;
    }

    @Override
    public Future<?> start() {
        var router = HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
        subscriptions.mount(router);
        router.post("/job/:name").handler(this::jobFired);
        return HttpEndpoint.listen(vertx, config.http(), config.http().internalPort(), router)
                .onSuccess(open -> endpoint = open);
    }

    @Override
    public Future<?> stop() {
        return endpoint == null ? Future.succeededFuture() : endpoint.drain();
    }

    /** An error has the job fire again: so an outage is answered 503, by throwing. Only 404 ends a job like 200 does. */
    private void jobFired(RoutingContext context) {
        trigger.fire(reminderId(context.pathParam("name")));
        context.json(new JsonObject());
    }

    private static UUID reminderId(String jobName) {
        try {
            return UUID.fromString(jobName);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("job: not the id of a reminder").asException();
        }
    }
}
