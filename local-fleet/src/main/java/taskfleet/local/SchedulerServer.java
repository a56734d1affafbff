package taskfleet.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;
import taskfleet.local.process.RunDirectory;

/** The fleet's Dapr scheduler, which keeps the jobs of all sidecars in its own embedded etcd. */
public final class SchedulerServer implements Part {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final String MEMBER = "dapr-scheduler-server-0";

    private final Path fleetDirectory;
    private final Ports ports;
    private final DaprPrograms programs;
    private final RunDirectory runDirectory;
    private volatile @Nullable ChildProcess process;

    SchedulerServer(Path fleetDirectory, Ports ports, DaprPrograms programs, RunDirectory runDirectory) {
        this.fleetDirectory = fleetDirectory;
        this.ports = ports;
        this.programs = programs;
        this.runDirectory = runDirectory;
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + ports.scheduler();
    }

    @Override
    public void start() {
        ChildProcess started = runDirectory.start(new Program(name(), command(), Map.of(), fleetDirectory));
        process = started;
        Readiness.awaitHttp(started, URI.create("http://127.0.0.1:%d/healthz".formatted(ports.schedulerHealth())));
    }

    @Override
    public List<ChildProcess> processes() {
        return process == null ? List.of() : List.of(process);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }

    /** Deletes all jobs; to be called while it is stopped. */
    public void forget() {
        FleetDirectory.delete(data());
    }

    private Path data() {
        return fleetDirectory.resolve("scheduler");
    }

    private List<String> command() {
        return List.of(
                programs.scheduler().toString(),
                "--id=" + MEMBER,
                "--listen-address=127.0.0.1",
                "--port=" + ports.scheduler(),
                "--override-broadcast-host-port=" + address(),
                "--healthz-listen-address=127.0.0.1",
                "--healthz-port=" + ports.schedulerHealth(),
                "--etcd-data-dir=" + data(),
                "--etcd-client-listen-address=127.0.0.1",
                "--etcd-client-port=" + ports.schedulerStore(),
                "--etcd-initial-cluster=%s=http://127.0.0.1:%d".formatted(MEMBER, ports.schedulerPeers()),
                // The only member need not wait for others before it leads.
                "--etcd-initial-election-tick-advance=true",
                "--identity-directory-write=" + fleetDirectory.resolve("scheduler-identity"),
                "--enable-metrics=false");
    }
}
