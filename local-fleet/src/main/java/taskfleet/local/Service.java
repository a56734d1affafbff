package taskfleet.local;

import java.util.Arrays;
import java.util.stream.Collectors;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.process.FleetFailure;

/** The services of the fleet; the name is module, Dapr app id and consumer group in one. */
public enum Service {
    TASK_API("task-api", true, new ServicePorts(8080, 8081, 3500, 50001, 50011)),
    ANALYTICS_WORKER("analytics-worker", true, new ServicePorts(8082, 8083, 3501, 50002, 50012)),
    RECURRING_WORKER("recurring-worker", false, new ServicePorts(8084, 8085, 3502, 50003, 50013)),
    REMINDER_WORKER("reminder-worker", false, new ServicePorts(8086, 8087, 3503, 50004, 50014));

    private final String serviceName;
    private final boolean publicApi;
    private final ServicePorts documentedPorts;

    Service(String serviceName, boolean publicApi, ServicePorts documentedPorts) {
        this.serviceName = serviceName;
        this.publicApi = publicApi;
        this.documentedPorts = documentedPorts;
    }

    public static Service named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.serviceName.equals(name))
                .findFirst()
                .orElseThrow(() -> new FleetFailure("service: %s (expected: one of %s)"
                        .formatted(
                                name,
                                Arrays.stream(values())
                                        .map(Service::serviceName)
                                        .collect(Collectors.joining(", ")))));
    }

    public String serviceName() {
        return serviceName;
    }

    /** Whether clients call it; the others are reached by their sidecar only. */
    public boolean hasPublicApi() {
        return publicApi;
    }

    ServicePorts documentedPorts() {
        return documentedPorts;
    }
}
