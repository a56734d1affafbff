package taskfleet.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import taskfleet.local.process.FleetFailure;

/** Every port of a fleet, all on the loopback interface. */
public record Ports(
        int postgres,
        int kafka,
        int kafkaController,
        int scheduler,
        int schedulerHealth,
        int schedulerStore,
        int schedulerPeers,
        Map<Service, ServicePorts> services) {

    private static final int FREE_FROM = 20_000;
    private static final int FREE_TO = 30_000;

    /** The ports of one replica: its public API, its internal routes, and three of its sidecar. */
    public record ServicePorts(int http, int internal, int sidecarHttp, int sidecarGrpc, int sidecarInternal) {

        static ServicePorts free() {
            return take(freePorts());
        }

        ServicePorts movedBy(int offset) {
            return new ServicePorts(
                    http + offset, internal + offset, sidecarHttp + offset, sidecarGrpc + offset, sidecarInternal + offset);
        }

        private static ServicePorts take(IntSupplier next) {
            return new ServicePorts(
                    next.getAsInt(), next.getAsInt(), next.getAsInt(), next.getAsInt(), next.getAsInt());
        }
    }

    /** The documented ports, each moved by {@code offset}. */
    public static Ports fixed(int offset) {
        Map<Service, ServicePorts> services = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            services.put(service, service.documentedPorts().movedBy(offset));
        }
        return new Ports(
                offset + 15432,
                offset + 19092,
                offset + 19093,
                offset + 50006,
                offset + 50007,
                offset + 50008,
                offset + 50009,
                services);
    }

    /** Ports that nobody uses now, for fleets that run beside others. */
    public static Ports free() {
        IntSupplier next = freePorts();
        Map<Service, ServicePorts> services = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            services.put(service, ServicePorts.take(next));
        }
        return new Ports(
                next.getAsInt(),
                next.getAsInt(),
                next.getAsInt(),
                next.getAsInt(),
                next.getAsInt(),
                next.getAsInt(),
                next.getAsInt(),
                services);
    }

    /** From below the range that the system hands to outgoing connections, which could take a port before its server. */
    private static IntSupplier freePorts() {
        int[] port = {ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO)};
        return () -> {
            do {
                port[0]++;
            } while (!isFree(port[0]));
            return port[0];
        };
    }

    ServicePorts of(Service service) {
        ServicePorts ports = services.get(service);
        if (ports == null) {
            throw new IllegalStateException("ports: none for " + service.serviceName());
        }
        return ports;
    }

    /** Refuses to go on when one of these ports is taken, and says whose it would be. */
    void requireFree(Iterable<Service> started) {
        Map<String, Integer> claims = new LinkedHashMap<>();
        claims.put("postgres", postgres);
        claims.put("kafka", kafka);
        claims.put("kafka controller", kafkaController);
        claims.put("scheduler", scheduler);
        claims.put("scheduler health", schedulerHealth);
        claims.put("scheduler store", schedulerStore);
        claims.put("scheduler store peers", schedulerPeers);
        for (Service service : started) {
            ServicePorts ports = of(service);
            String name = service.serviceName();
            if (service.hasPublicApi()) {
                claims.put(name, ports.http());
            }
            claims.put(name + " internal", ports.internal());
            claims.put(name + " sidecar HTTP", ports.sidecarHttp());
            claims.put(name + " sidecar gRPC", ports.sidecarGrpc());
            claims.put(name + " sidecar internal", ports.sidecarInternal());
        }
        claims.forEach((owner, port) -> {
            if (!isFree(port)) {
                throw new FleetFailure("port: %d is in use (expected: free, for %s). End what uses it (lsof -i :%d), "
                                .formatted(port, owner, port)
                        + "or move all ports: ./fleet up --port-offset 1000");
            }
        });
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
