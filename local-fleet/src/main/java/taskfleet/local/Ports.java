package taskfleet.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

    /** The ports of one replica: its public API, its internal routes, and four of its sidecar. */
    public record ServicePorts(
            int http, int internal, int sidecarHttp, int sidecarGrpc, int sidecarInternal, int sidecarMetrics) {

        static ServicePorts free() {
            return take(freePorts());
        }

        ServicePorts movedBy(int offset) {
            return new ServicePorts(
                    http + offset,
                    internal + offset,
                    sidecarHttp + offset,
                    sidecarGrpc + offset,
                    sidecarInternal + offset,
                    sidecarMetrics + offset);
        }

        private void putAll(Service service, Map<String, Integer> ports) {
            String name = service.serviceName();
            if (service.hasPublicApi()) {
                ports.put(name, http);
            }
            ports.put(name + " internal", internal);
            ports.put(name + " sidecar HTTP", sidecarHttp);
            ports.put(name + " sidecar gRPC", sidecarGrpc);
            ports.put(name + " sidecar internal", sidecarInternal);
            ports.put(name + " sidecar metrics", sidecarMetrics);
        }

        private static ServicePorts take(IntSupplier next) {
            return new ServicePorts(
                    next.getAsInt(),
                    next.getAsInt(),
                    next.getAsInt(),
                    next.getAsInt(),
                    next.getAsInt(),
                    next.getAsInt());
        }
    }

    /** The documented ports, each moved by {@code offset}. */
    public static Ports fixed(int offset) {
        Map<Service, ServicePorts> services = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            services.put(service, documented(service).movedBy(offset));
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

    private static ServicePorts documented(Service service) {
        return switch (service) {
            case TASK_API -> new ServicePorts(8080, 8081, 3500, 50001, 50011, 50021);
            case ANALYTICS_WORKER -> new ServicePorts(8082, 8083, 3501, 50002, 50012, 50022);
            case RECURRING_WORKER -> new ServicePorts(8084, 8085, 3502, 50003, 50013, 50023);
            case REMINDER_WORKER -> new ServicePorts(8086, 8087, 3503, 50004, 50014, 50024);
            case DEAD_LETTER_DESK -> new ServicePorts(8088, 8089, 3504, 50005, 50015, 50025);
        };
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

    public ServicePorts of(Service service) {
        ServicePorts ports = services.get(service);
        if (ports == null) {
            throw new IllegalStateException("ports: none for " + service.serviceName());
        }
        return ports;
    }

    /** Refuses to go on when a port of the shared parts or of these services is taken, and says whose it would be. */
    void requireFree(Set<Service> started) {
        all(started).forEach((owner, port) -> {
            if (!isFree(port)) {
                throw new FleetFailure("port: %d is in use (expected: free, for %s). End what uses it (lsof -i :%d), "
                                .formatted(port, owner, port)
                        + "or move all ports: ./fleet up --port-offset 1000");
            }
        });
    }

    /** Every port by what it is for. */
    Map<String, Integer> all() {
        return all(services.keySet());
    }

    private Map<String, Integer> all(Set<Service> chosen) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgres", postgres);
        ports.put("kafka", kafka);
        ports.put("kafka controller", kafkaController);
        ports.put("scheduler", scheduler);
        ports.put("scheduler health", schedulerHealth);
        ports.put("scheduler store", schedulerStore);
        ports.put("scheduler store peers", schedulerPeers);
        for (Service service : chosen) {
            of(service).putAll(service, ports);
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
