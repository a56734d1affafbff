package taskfleet.local.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Ports;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.Service;
import taskfleet.local.Tool;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;

/** A consumer from {@code examples} beside a sidecar of its own, as another team would run it. */
final class RunningExample implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final Path root = Checkout.find().root();
    private final Path folder;
    private final String name;
    private final ServicePorts ports = Ports.free().of(Service.TASK_API);
    private final ChildProcess consumer;
    private final ChildProcess sidecar;

    RunningExample(Fleet fleet, Path folder, String name, List<String> command) {
        this.fleet = fleet;
        this.folder = folder;
        this.name = name;
        this.consumer = start(name, command, Map.of("PORT", Integer.toString(ports.http())));
        this.sidecar = start(name + "-sidecar", daprd(), environment());
    }

    /** What it has printed so far. */
    List<String> lines() {
        return consumer.log().lastLines(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        sidecar.stop(STOP_PATIENCE);
        consumer.stop(STOP_PATIENCE);
    }

    private ChildProcess start(String program, List<String> command, Map<String, String> environment) {
        return fleet.runDirectory().start(new Program(program, command, environment, root));
    }

    private List<String> daprd() {
        return List.of(
                Path.of(Tool.DAPR.find(Checkout.find()), "daprd").toString(),
                "--app-id=" + name,
                "--app-port=" + ports.http(),
                "--dapr-listen-addresses=127.0.0.1",
                "--dapr-http-port=" + ports.sidecarHttp(),
                "--dapr-grpc-port=" + ports.sidecarGrpc(),
                "--dapr-internal-grpc-listen-address=127.0.0.1",
                "--dapr-internal-grpc-port=" + ports.sidecarInternal(),
                "--resources-path=examples/dapr",
                "--config=local-fleet/dapr/config.yaml",
                "--enable-metrics=false");
    }

    private Map<String, String> environment() {
        return Map.of(
                "DAPR_HOST_IP",
                "127.0.0.1",
                "KAFKA_BROKERS",
                fleet.kafka().bootstrapServers(),
                "NAMES_DATABASE",
                folder.resolve(name + ".db").toString());
    }
}
