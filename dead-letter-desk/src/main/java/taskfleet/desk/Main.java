package taskfleet.desk;

import java.util.Set;
import taskfleet.kit.dapr.DaprSidecar;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarProbe;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.service.Service;

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
        var database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", database::probe);
        service.health().dependency("sidecar", new SidecarProbe(sidecar, Set.of())::probe);

        var verticle = new DeskVerticle(service, config);
        service.deploy(() -> verticle, 1);
        return verticle;
    }
}
