package taskfleet.recurring;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.service.Service;

/** All routes of recurring-worker: it has only those that its sidecar calls. */
final class RecurringVerticle extends VerticleBase {
    private final Service service;
    private final RecurringConfig config;
    private final Subscriptions subscriptions;
    private @Nullable HttpEndpoint endpoint;

    RecurringVerticle(Service service, RecurringConfig config, Subscriptions subscriptions) {
        this.service = service;
        this.config = config;
        this.subscriptions = subscriptions;
    }

    @Override
    public Future<?> start() {
        var router = HttpEndpoint.internalRouter(service, config.http(), config.sidecarToken());
        subscriptions.mount(router);
        return HttpEndpoint.listen(vertx, config.http(), config.http().internalPort(), router)
                .onSuccess(open -> endpoint = open);
    }

    @Override
    public Future<?> stop() {
        return endpoint == null ? Future.succeededFuture() : endpoint.drain();
    }
}
