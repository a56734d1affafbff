package taskfleet.reminder;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** How late reminders fire. */
final class ReminderMetrics {
    private final Timer lateness;

    ReminderMetrics(MeterRegistry registry) {
        this.lateness = Timer.builder("fleet.reminder.lateness")
                .description("Time from when a reminder is due to its triggering")
                .serviceLevelObjectives(
                        Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1))
                .register(registry);
    }

    void triggered(Instant fireAt, Instant now) {
        lateness.record(Duration.between(fireAt, now));
    }
}
