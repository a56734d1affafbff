package taskfleet.reminder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What is counted of reminders, and how late they fire; never by user or task. */
final class ReminderMetrics {
    /** Close enough together where jobs fire that quantiles can be read from the buckets. */
    private static final Duration[] LATENESS_GOALS = Stream.of(
                    5, 10, 20, 30, 50, 80, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 3_600_000, 86_400_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Counter scheduled;
    private final Counter triggered;
    private final Counter missed;
    private final Timer lateness;

    ReminderMetrics(MeterRegistry registry) {
        this.scheduled = Counter.builder("fleet.reminders.scheduled")
                .description("Reminders scheduled or moved")
                .register(registry);
        this.triggered = Counter.builder("fleet.reminders.triggered")
                .description("Reminders triggered, missed ones included")
                .register(registry);
        this.missed = Counter.builder("fleet.reminders.missed")
                .description("Reminders triggered too late to notify anybody")
                .register(registry);
        this.lateness = Timer.builder("fleet.reminder.lateness")
                .description("Time from when a reminder is due to its triggering")
                .serviceLevelObjectives(LATENESS_GOALS)
                .register(registry);
    }

    void scheduled(int reminders) {
        scheduled.increment(reminders);
    }

    void triggered(Instant fireAt, Instant now, boolean isMissed) {
        triggered.increment();
        if (isMissed) {
            missed.increment();
        }
        lateness.record(Duration.between(fireAt, now));
    }
}
