package taskfleet.local.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import taskfleet.local.Checkout;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetRecord;
import taskfleet.local.Ports;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.Service;
import taskfleet.local.process.Readiness;

/** {@code ./fleet status}: what runs, where, and whether it is ready; exit code 1 unless all of it is. */
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {

    private boolean allReady = true;

    @Override
    public Integer call() {
        Path directory = Checkout.find().fleetDirectory();
        Optional<FleetRecord> fleet = FleetRecord.read(directory);
        if (!new FleetDirectory(directory).isInUse() || fleet.isEmpty()) {
            System.out.println("No fleet is up. Start one with ./fleet up");
            return 1;
        }
        System.out.printf("Fleet of process %d in %s%n", fleet.get().processId(), directory);
        printParts(fleet.get());
        return allReady ? 0 : 1;
    }

    private void printParts(FleetRecord fleet) {
        Ports ports = fleet.ports();
        print("postgres", accepts(ports.postgres()), "127.0.0.1:" + ports.postgres());
        print("kafka", accepts(ports.kafka()), "127.0.0.1:" + ports.kafka());
        print("scheduler", answers(ports.schedulerHealth(), "/healthz"), "127.0.0.1:" + ports.scheduler());
        for (Service service : Service.values()) {
            if (fleet.services().contains(service)) {
                ServicePorts own = ports.of(service);
                String publicly = service.hasPublicApi() ? "http://127.0.0.1:%d, ".formatted(own.http()) : "";
                String addresses = "%sinternal %d, sidecar %d".formatted(publicly, own.internal(), own.sidecarHttp());
                print(service.serviceName(), answers(own.internal(), "/health/ready"), addresses);
                print(service.serviceName() + "-sidecar", answers(own.sidecarHttp(), "/v1.0/healthz"), "");
            }
        }
    }

    private void print(String part, boolean ready, String address) {
        allReady &= ready;
        System.out.printf("  %-26s %-10s %s%n", part, ready ? "ready" : "NOT READY", address);
    }

    private static boolean answers(int port, String path) {
        return Readiness.answersWell(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
