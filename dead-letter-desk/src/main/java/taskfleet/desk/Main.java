package taskfleet.desk;

import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.outbox.OutboxRelay;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.service.Service;
import taskfleet.kit.service.Sweep;

/** Wires dead-letter-desk together, in the order of its start. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Service.run("dead-letter-desk", Main::wire);
    }

    static void wire(Service service) {
        var config = DeskConfig.from(service.settings());
        service.settings().check();
        wire(service, config, service.use(DaprSidecar.open(service.vertx(), config.sidecar())));
    }

    static DeskVerticle wire(Service service, DeskConfig config, Sidecar sidecar) {
        var clock = service.clock();
        var database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", database::probe);
        var relay = new OutboxRelay(service, database, sidecar, config.outbox());
        service.deploy(() -> relay, 1);

        var metrics = new DeskMetrics(service.metrics());
        var letters = new LetterStore(database, clock);
        var review = new ReviewStore(database);
        var intake = new LetterIntake(config.sidecar().pubsub(), config.letterTopics(), letters, metrics, clock);
        service.health().dependency("sidecar", new SidecarProbe(sidecar, intake.topics())::probe);
        var timing = config.timing();
        service.deploy(
                () -> Sweep.every(
                        timing.countInterval(), "counting open letters", () -> metrics.open(review.openLetters())),
                1);
        service.deploy(() -> Sweep.hourly("forgetting letters", () -> letters.forget(timing.retention())), 1);

        var users = service.use(UserTokens.open(service.vertx(), config.users()));
        var decisions = new DecisionStore(database, relay::wake);
        var handlers = new LetterHandlers(review, decisions, metrics, clock, config.limits());
        var verticle = new DeskVerticle(service, config, users, handlers, intake);
        service.deploy(() -> verticle, 1);
        return verticle;
    }
}
