package taskfleet.local;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import taskfleet.local.process.FleetFailure;

/** The services of the fleet; the name is module, Dapr app id and consumer group in one. */
public enum Service {
    TASK_API("task-api", true),
    ANALYTICS_WORKER("analytics-worker", true),
    RECURRING_WORKER("recurring-worker", false),
    REMINDER_WORKER("reminder-worker", false),
    DEAD_LETTER_DESK("dead-letter-desk", true);

    /** Those that handle the events of tasks. */
    public static final List<Service> WORKERS = List.of(ANALYTICS_WORKER, RECURRING_WORKER, REMINDER_WORKER);

    private final String serviceName;
    private final boolean publicApi;

    Service(String serviceName, boolean publicApi) {
        this.serviceName = serviceName;
        this.publicApi = publicApi;
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
}
