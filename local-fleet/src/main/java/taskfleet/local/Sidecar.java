package taskfleet.local;

import java.net.URI;
import java.util.List;
import java.util.Map;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;

/** How the Dapr sidecar of one replica is run. */
record Sidecar(String name, Service service, ServicePorts ports, SharedParts shared) {

    ChildProcess start() {
        return shared.runDirectory().start(new Program(name, command(), environment(), shared.directory()));
    }

    /** Ready outbound, which includes its components; inbound it becomes so with its service. */
    void awaitReady(ChildProcess process) {
        Readiness.awaitHttp(
                process, URI.create("http://127.0.0.1:%d/v1.0/healthz/outbound".formatted(ports.sidecarHttp())));
    }

    private List<String> command() {
        return List.of(
                shared.dapr().daprd().toString(),
                "--app-id=" + service.serviceName(),
                "--app-port=" + ports.internal(),
                "--app-protocol=http",
                "--dapr-listen-addresses=127.0.0.1",
                "--dapr-http-port=" + ports.sidecarHttp(),
                "--dapr-grpc-port=" + ports.sidecarGrpc(),
                "--dapr-internal-grpc-listen-address=127.0.0.1",
                "--dapr-internal-grpc-port=" + ports.sidecarInternal(),
                "--scheduler-host-address=" + shared.scheduler().address(),
                "--resources-path=" + shared.checkout().components(),
                "--config=" + shared.checkout().sidecarConfiguration(),
                // Serves the service for so long, while that finishes what it had begun.
                "--dapr-block-shutdown-duration=2s",
                "--dapr-graceful-shutdown-seconds=5",
                "--metrics-listen-address=127.0.0.1",
                "--metrics-port=" + ports.sidecarMetrics());
    }

    private Map<String, String> environment() {
        return Map.of(
                "APP_API_TOKEN", LocalSettings.APP_API_TOKEN,
                "DAPR_HOST_IP", "127.0.0.1",
                "KAFKA_BROKERS", shared.kafka().bootstrapServers(),
                "STATE_DATABASE_CONNECTION", shared.postgres().connectionString(),
                "NAMES_DATABASE", shared.directory().resolve("names.db").toString());
    }
}
