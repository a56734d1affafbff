package taskfleet.reminder;

import taskfleet.events.EventCodec;
import taskfleet.events.Topic;
import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.delivery.Subscriptions;
import taskfleet.kit.outbox.OutboxRelay;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;
import taskfleet.kit.service.Service;

/** Wires reminder-worker together, in the order of its start. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Service.run("reminder-worker", Main::wire);
    }

    static void wire(Service service) {
        var config = ReminderConfig.from(service.settings());
        service.settings().check();
        wire(service, config, service.use(DaprSidecar.open(service.vertx(), config.sidecar())));
    }

    static void wire(Service service, ReminderConfig config, Sidecar sidecar) {
        var clock = service.clock();
        var database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", database::probe);
        var inbox = new Inbox(clock);
        service.deploy(() -> inbox.sweep(database, config.inboxRetention()), 1);
        var relay = new OutboxRelay(service, database, sidecar, config.outbox());
        service.deploy(() -> relay, 1);

        var codec = new EventCodec();
        var store = new ReminderStore(database, inbox, new OutboxRows(codec), relay::wake, clock);
        var jobs = new ReminderJobs(store, sidecar, clock, config.timing());
        var metrics = new ReminderMetrics(service.metrics());
        var trigger = new ReminderTrigger(store, clock, config.timing(), metrics, service.tracing());
        var subscriptions = new Subscriptions(
                        service, sidecar, codec, config.sidecar().pubsub(), config.delivery())
                .onBulk(Topic.TASKS, new TaskHandler(store, jobs, metrics, clock))
                .on(Topic.REMINDERS, NotificationHandler.of(config.notification(), store, sidecar))
                .notingDeadLettersIn((id, redrive) -> inbox.deadLettered(database.pool(), id, redrive));
        service.health().dependency("sidecar", new SidecarProbe(sidecar, subscriptions.topics())::probe);

        service.deploy(() -> new ReminderVerticle(service, config, subscriptions, trigger), 1);
        ReminderSweep.deploy(service, jobs, trigger, config.timing());
    }
}
