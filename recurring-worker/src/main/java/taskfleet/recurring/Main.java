package taskfleet.recurring;

import taskfleet.events.EventCodec;
import taskfleet.events.Topic;
import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.service.Service;

/** Wires recurring-worker together, in the order of its start. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Service.run("recurring-worker", Main::wire);
    }

    static void wire(Service service) {
        var config = RecurringConfig.from(service.settings());
        service.settings().check();
        wire(service, config, service.use(DaprSidecar.open(service.vertx(), config.sidecar())));
    }

    static void wire(Service service, RecurringConfig config, Sidecar sidecar) {
        var taskApi = new TaskApi(sidecar, config.taskApi());
        service.health().dependency("task-api", taskApi::probe);

        var guard = new SeriesGuard(sidecar, config.guard(), service.clock());
        var handler = new CompletionHandler(guard, taskApi, config.guard().maxHops());
        var subscriptions = new Subscriptions(
                        service, sidecar, new EventCodec(), config.sidecar().pubsub(), config.delivery())
                .onEach(Topic.TASKS, handler);
        service.health().dependency("sidecar", new SidecarProbe(sidecar, subscriptions.topics())::probe);
        service.deploy(() -> new RecurringVerticle(service, config, subscriptions), 1);
    }
}
