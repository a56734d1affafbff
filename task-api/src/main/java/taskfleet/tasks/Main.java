package taskfleet.tasks;

import java.util.function.Supplier;
import taskfleet.events.EventCodec;
import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.http.RateLimit;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.outbox.OutboxRelay;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.service.Service;
import taskfleet.kit.service.Sweep;

/** Wires task-api together, in the order of its start. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Service.run("task-api", Main::wire);
    }

    static void wire(Service service) {
        var config = TaskApiConfig.from(service.settings());
        service.settings().check();
        wire(service, config, service.use(DaprSidecar.open(service.vertx(), config.sidecar())));
    }

    /** Gives what makes the verticles. */
    static Supplier<TaskApiVerticle> wire(Service service, TaskApiConfig config, Sidecar sidecar) {
        var database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", database::probe);
        service.health().dependency("sidecar", new SidecarProbe(sidecar, config.topics())::probe);

        var relay = new OutboxRelay(service, database, sidecar, config.outbox());
        service.deploy(() -> relay, 1);
        var outbox = new OutboxRows(new EventCodec());
        var store = new TaskStore(database, outbox, relay::wake);
        var retention = config.writes().keyRetention();
        var creations = new CreationStore(database, outbox, relay::wake, service.clock(), retention);
        service.deploy(() -> Sweep.hourly("forgetting idempotency keys", creations::forget), 1);
        var users = service.use(UserTokens.open(service.vertx(), config.users()));
        var rateLimit = new RateLimit(config.rateLimit(), service.clock());
        var changes = new ChangeStore(database);
        var streams = new EventStreams(changes, service.clock(), config.feed());
        var handlers = new TaskApiVerticle.Handlers(
                new TaskHandlers(store, creations, service.clock(), config.limits(), config.writes()),
                new BatchHandlers(
                        new BatchStore(database, outbox, relay::wake),
                        service.clock(),
                        config.limits(),
                        config.writes()),
                new ChangeHandlers(changes, streams, service.clock(), config.feed()),
                new RecurrenceHandlers(config.limits()),
                new SeriesHandlers(store, service.clock()));
        Supplier<TaskApiVerticle> verticles = () -> new TaskApiVerticle(service, config, users, rateLimit, handlers);
        service.deploy(verticles::get, config.instances());
        service.deploy(() -> streams, 1);
        return verticles;
    }
}
