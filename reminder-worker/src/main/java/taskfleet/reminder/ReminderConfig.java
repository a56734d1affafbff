package taskfleet.reminder;

import java.time.Duration;
import java.util.Optional;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.delivery.DeliveryPolicy;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.outbox.OutboxConfig;
import taskfleet.kit.postgres.DatabaseConfig;

/**
 * What reminder-worker is told by its environment.
 *
 * @param notification the output binding that delivers reminders, if there is one
 * @param inboxRetention how long handled events are remembered: longer than the topics keep them
 */
record ReminderConfig(
        HttpConfig http,
        DatabaseConfig database,
        SidecarConfig sidecar,
        SidecarToken sidecarToken,
        DeliveryPolicy delivery,
        OutboxConfig outbox,
        Timing timing,
        Optional<Binding> notification,
        Duration inboxRetention) {
    private static final int INTERNAL_PORT = 8087;

    /**
     * When things are done.
     *
     * @param horizon only reminders that fire within it have a job
     * @param sweep how often the table is looked through
     * @param grace how long the sweep leaves a due reminder to its job
     * @param missedAfter one that fires later than so is only marked as missed
     * @param batch reminders in one step of the sweep at most
     */
    record Timing(Duration horizon, Duration sweep, Duration grace, Duration missedAfter, int batch) {}

    /** A Dapr output binding, and what it is asked to do. */
    record Binding(String name, String operation) {}

    static ReminderConfig from(Settings settings) {
        return new ReminderConfig(
                HttpConfig.from(settings, 0, INTERNAL_PORT),
                DatabaseConfig.from(settings, "reminder"),
                SidecarConfig.from(settings),
                SidecarToken.from(settings),
                DeliveryPolicy.from(settings),
                OutboxConfig.from(settings),
                new Timing(
                        settings.duration("REMINDER_HORIZON", Duration.ofHours(48)),
                        settings.duration("REMINDER_SWEEP", Duration.ofSeconds(5)),
                        settings.duration("REMINDER_OVERDUE_GRACE", Duration.ofSeconds(2)),
                        settings.duration("REMINDER_MISSED_AFTER", Duration.ofHours(24)),
                        settings.number("REMINDER_BATCH", 200, 1, 5_000)),
                settings.optional("REMINDER_BINDING")
                        .map(name -> new Binding(name, settings.text("REMINDER_BINDING_OPERATION", "create"))),
                settings.duration("INBOX_RETENTION", Duration.ofDays(14)));
    }
}
