package taskfleet.reminder;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.dapr.Sidecar;

/**
 * The Dapr jobs that wake reminders, each named by the reminder's id. A job is only a timer: when the scheduler is away,
 * or has lost it, the sweep does what it would have done, a little later.
 */
final class ReminderJobs {
    private static final Logger log = LoggerFactory.getLogger(ReminderJobs.class);

    private final ReminderStore store;
    private final Sidecar sidecar;
    private final Clock clock;
    private final ReminderConfig.Timing timing;

    ReminderJobs(ReminderStore store, Sidecar sidecar, Clock clock, ReminderConfig.Timing timing) {
        this.store = store;
        this.sidecar = sidecar;
        this.clock = clock;
        this.timing = timing;
    }

    /** Gives jobs to those that have come within the horizon. */
    void armNext() {
        arm(store.unarmed(clock.instant().plus(timing.horizon()), timing.batch()));
    }

    /** Gives jobs to those within the horizon. */
    void arm(List<Reminder> reminders) {
        var horizon = clock.instant().plus(timing.horizon());
        var armed = new ArrayList<Reminder>();
        for (var reminder : reminders) {
            if (reminder.fireAt().isBefore(horizon) && schedule(reminder)) {
                armed.add(reminder);
            }
        }
        if (!armed.isEmpty()) {
            store.armed(armed);
        }
    }

    /** One that stays behind is harmless: when it fires it finds nothing to trigger. */
    void cancel(List<Reminder> reminders) {
        for (var reminder : reminders) {
            if (reminder.jobAt() != null) {
                try {
                    sidecar.deleteJob(reminder.id().toString()).await();
                } catch (RuntimeException e) {
                    log.debug("job {} stays: {}", reminder.id(), e.toString());
                }
            }
        }
    }

    private boolean schedule(Reminder reminder) {
        try {
            sidecar.scheduleJob(reminder.id().toString(), reminder.fireAt()).await();
            return true;
        } catch (RuntimeException e) {
            log.warn("reminder {} has no job yet, the sweep tries again: {}", reminder.id(), e.toString());
            return false;
        }
    }
}
