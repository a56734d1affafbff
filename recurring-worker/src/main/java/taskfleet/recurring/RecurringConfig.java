package taskfleet.recurring;

import java.time.Duration;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.delivery.DeliveryPolicy;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.SidecarToken;

/**
 * What recurring-worker is told by its environment.
 *
 * @param taskApi the Dapr app id of task-api
 */
record RecurringConfig(
        HttpConfig http,
        SidecarConfig sidecar,
        SidecarToken sidecarToken,
        DeliveryPolicy delivery,
        Guard guard,
        String taskApi) {
    private static final int INTERNAL_PORT = 8085;

    /**
     * What tells a runaway from a busy series.
     *
     * @param store the Dapr state store
     * @param maxOccurrences new ones of one series within the window
     * @param maxHops length of a chain of events that led to one another
     * @param saveAttempts how often the count is saved anew because another replica came first
     */
    record Guard(String store, int maxOccurrences, Duration window, int maxHops, int saveAttempts) {}

    static RecurringConfig from(Settings settings) {
        return new RecurringConfig(
                HttpConfig.from(settings, 0, INTERNAL_PORT),
                SidecarConfig.from(settings),
                SidecarToken.from(settings),
                DeliveryPolicy.from(settings),
                new Guard(
                        settings.text("STATE_STORE_NAME", "fleet-state"),
                        settings.number("SERIES_MAX_OCCURRENCES", 20, 1, 10_000),
                        settings.duration("SERIES_WINDOW", Duration.ofHours(1)),
                        settings.number("SERIES_MAX_HOPS", 8, 1, 1_000),
                        settings.number("SERIES_SAVE_ATTEMPTS", 5, 1, 100)),
                settings.text("TASK_API_APP_ID", "task-api"));
    }
}
