package taskfleet.local;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;

/** One replica of a service: its process and its sidecar, which live and die together like the containers of a pod. */
public final class ServiceReplica implements Part {

    /** As long as Kubernetes waits by default. */
    public static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Service service;
    private final ServicePorts ports;
    private final SharedParts shared;
    private final Sidecar sidecar;
    private volatile @Nullable ChildProcess process;
    private volatile @Nullable ChildProcess sidecarProcess;

    ServiceReplica(Service service, int number, ServicePorts ports, SharedParts shared) {
        this.name = number == 1 ? service.serviceName() : service.serviceName() + "-" + number;
        this.service = service;
        this.ports = ports;
        this.shared = shared;
        this.sidecar = new Sidecar(name + "-sidecar", service, ports, shared);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return (service.hasPublicApi() ? url() : internalUrl()).toString();
    }

    /** Its public API. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    public ApiClient client(String user, String... roles) {
        return new ApiClient(url(), DevelopmentToken.of(user, List.of(roles), Clock.systemUTC()));
    }

    /** Its routes for the sidecar, health and metrics. */
    public URI internalUrl() {
        return URI.create("http://127.0.0.1:" + ports.internal());
    }

    /** The Dapr API of its sidecar. */
    public URI sidecarUrl() {
        return URI.create("http://127.0.0.1:" + ports.sidecarHttp());
    }

    public int sidecarGrpcPort() {
        return ports.sidecarGrpc();
    }

    /** Where its sidecar tells of itself. */
    public URI sidecarMetricsUrl() {
        return URI.create("http://127.0.0.1:" + ports.sidecarMetrics());
    }

    /** Starts both, or whichever of the two was stopped, and waits until they are ready. */
    @Override
    public void start() {
        startProcess();
        startSidecar();
        awaitReady();
    }

    /** The service alone, which then waits for its sidecar. */
    public void startProcess() {
        if (process == null || !process.isAlive()) {
            process = shared.runDirectory().start(program());
        }
    }

    public void startSidecar() {
        if (sidecarProcess == null || !sidecarProcess.isAlive()) {
            sidecarProcess = sidecar.start();
        }
    }

    public void awaitReady() {
        sidecar.awaitReady(sidecarProcess());
        Readiness.awaitHttp(process(), internalUrl().resolve("/health/ready"));
    }

    /** The service's process, for tests that take it away from its sidecar. */
    public ChildProcess process() {
        return started(process);
    }

    public ChildProcess sidecarProcess() {
        return started(sidecarProcess);
    }

    private ChildProcess started(@Nullable ChildProcess child) {
        if (child == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return child;
    }

    /** SIGTERM to both at once, as a cluster does. */
    @Override
    public void stop() {
        running().forEach(ChildProcess::requestStop);
        running().forEach(child -> child.stop(STOP_PATIENCE));
    }

    private List<ChildProcess> running() {
        return processes().stream().filter(ChildProcess::isAlive).toList();
    }

    @Override
    public List<ChildProcess> processes() {
        return Stream.of(process, sidecarProcess).flatMap(Stream::ofNullable).toList();
    }

    private Program program() {
        List<String> command = Java.service(shared.checkout())
                .jar(service.serviceName(), shared.checkout().jar(service));
        return new Program(name, command, environment(), shared.directory());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("HTTP_PORT", Integer.toString(ports.http()));
        environment.put("INTERNAL_PORT", Integer.toString(ports.internal()));
        environment.put("DAPR_HTTP_PORT", Integer.toString(ports.sidecarHttp()));
        environment.put("DAPR_GRPC_PORT", Integer.toString(ports.sidecarGrpc()));
        environment.put("APP_API_TOKEN", LocalSettings.APP_API_TOKEN);
        environment.put("DATABASE_URL", shared.postgres().url());
        environment.put("DATABASE_USER", LocalSettings.DATABASE_USER);
        environment.put("DATABASE_PASSWORD", LocalSettings.DATABASE_PASSWORD);
        environment.put("DEVELOPMENT", "true");
        environment.put("JWT_HS256_SECRET", LocalSettings.JWT_HS256_SECRET);
        environment.put("JWT_ISSUER", LocalSettings.JWT_ISSUER);
        environment.put("JWT_AUDIENCE", LocalSettings.JWT_AUDIENCE);
        environment.putAll(shared.settings());
        return environment;
    }
}
