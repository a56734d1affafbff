package taskfleet.local;

import java.nio.file.Path;
import java.util.Map;
import taskfleet.local.process.RunDirectory;

/** What all services of a fleet have in common. */
record SharedParts(
        Checkout checkout,
        Path directory,
        Map<String, String> settings,
        RunDirectory runDirectory,
        DaprPrograms dapr,
        PostgresServer postgres,
        KafkaBroker kafka,
        SchedulerServer scheduler) {

    static SharedParts of(FleetOptions options, RunDirectory runDirectory) {
        Path directory = options.directory();
        Ports ports = options.ports();
        DaprPrograms dapr = DaprPrograms.of(options.checkout());
        return new SharedParts(
                options.checkout(),
                directory,
                options.settings(),
                runDirectory,
                dapr,
                new PostgresServer(directory, ports.postgres(), runDirectory),
                new KafkaBroker(options.checkout(), directory, ports, runDirectory),
                new SchedulerServer(directory, ports, dapr, runDirectory));
    }
}
