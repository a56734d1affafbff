package taskfleet.reminder;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.service.Outage;

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
    /** While the scheduler is away daprd answers nothing at all: an event that waited would hold its partition. */
    private volatile boolean away;

    ReminderJobs(ReminderStore store, Sidecar sidecar, Clock clock, ReminderConfig.Timing timing) {
        this.store = store;
        this.sidecar = sidecar;
        this.clock = clock;
        this.timing = timing;
    }

    /**
     * Gives jobs to those that have come within the horizon. Two replicas may do so for the same reminder: one name at
     * one time is one job.
     *
     * @return how many; as many as the batch holds means that there may be more
     */
    int armNext() {
        var unarmed = store.unarmed(clock.instant().plus(timing.horizon()), timing.batch());
        if (unarmed.isEmpty()) {
            away = false; // nothing is left to ask with, so the next event may find out
            return 0;
        }
        return schedule(unarmed);
    }

    /** Gives jobs to those within the horizon; while the scheduler is away, it is left to the sweep to ask for them. */
    void arm(List<Reminder> reminders) {
        if (!away) {
            var horizon = clock.instant().plus(timing.horizon());
            schedule(reminders.stream()
                    .filter(reminder -> reminder.fireAt().isBefore(horizon))
                    .toList());
        }
    }

    /** One that stays behind is harmless: when it fires it finds nothing to trigger. */
    void cancel(List<Reminder> reminders) {
        if (!away) {
            settle(reminders.stream()
                    .filter(reminder -> reminder.jobAt() != null)
                    .map(reminder -> sidecar.deleteJob(reminder.id().toString()))
                    .toList());
        }
    }

    private int schedule(List<Reminder> reminders) {
        var calls = reminders.stream()
                .map(reminder -> sidecar.scheduleJob(reminder.id().toString(), reminder.fireAt()))
                .toList();
        settle(calls);
        var armed = new ArrayList<Reminder>();
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).succeeded()) {
                armed.add(reminders.get(i));
            }
        }
        if (!armed.isEmpty()) {
            store.armed(armed);
        }
        return armed.size();
    }

    /** All at once, so that a scheduler that hangs costs one wait and not one for each. */
    private void settle(List<Future<Void>> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Future.join(calls).transform(all -> Future.succeededFuture()).await();
        var failures = calls.stream().filter(Future::failed).map(Future::cause).toList();
        boolean isAway = failures.stream().anyMatch(Outage::causedBy);
        if (isAway && !away) {
            log.warn(
                    "the scheduler is away, reminders wait for the sweep: {}",
                    failures.getFirst().toString());
        } else if (!isAway && away) {
            log.info("the scheduler is there");
        }
        away = isAway;
        failures.stream()
                .filter(failure -> !Outage.causedBy(failure))
                .forEach(failure -> log.warn("a job was refused, the sweep tries again: {}", failure.toString()));
    }
}
