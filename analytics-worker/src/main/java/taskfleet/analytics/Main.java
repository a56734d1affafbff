package taskfleet.analytics;

import taskfleet.events.EventCodec;
import taskfleet.events.Topic;
import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;
import taskfleet.kit.service.Service;

/** Wires analytics-worker together, in the order of its start. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Service.run("analytics-worker", Main::wire);
    }

    static void wire(Service service) {
        var config = AnalyticsConfig.from(service.settings());
        service.settings().check();
        wire(service, config, service.use(DaprSidecar.open(service.vertx(), config.sidecar())));
    }

    static AnalyticsVerticle wire(Service service, AnalyticsConfig config, Sidecar sidecar) {
        var database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", database::probe);
        var inbox = new Inbox(service.clock());
        service.deploy(() -> inbox.sweep(database, config.inboxRetention()), 1);

        var projections = new Projections(new ProjectionStore(database, service.clock()), service.metrics());
        var subscriptions = new Subscriptions(
                        service, sidecar, new EventCodec(), config.sidecar().pubsub(), config.delivery())
                .onBulk(Topic.TASKS, projections::tasks)
                .onBulk(Topic.REMINDERS, projections::reminders)
                .notingDeadLettersIn((id, redrive) -> inbox.deadLettered(database.pool(), id, redrive));
        service.health().dependency("sidecar", new SidecarProbe(sidecar, subscriptions.topics())::probe);

        var users = service.use(UserTokens.open(service.vertx(), config.users()));
        var reports = new ReportHandlers(new ReportStore(database), service.clock(), config.limits());
        var verticle = new AnalyticsVerticle(service, config, users, reports, subscriptions);
        service.deploy(() -> verticle, 1);
        return verticle;
    }
}
