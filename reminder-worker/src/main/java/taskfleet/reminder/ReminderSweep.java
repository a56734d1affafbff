package taskfleet.reminder;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through the table now and then, so that no reminder depends on its job alone. Every replica may. */
final class ReminderSweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(ReminderSweep.class);

    private final ReminderJobs jobs;
    private final ReminderTrigger trigger;
    private final Duration interval;
    private boolean sweeping;

    ReminderSweep(ReminderJobs jobs, ReminderTrigger trigger, Duration interval) {
        this.jobs = jobs;
        this.trigger = trigger;
        this.interval = interval;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), timer -> tick());
        return Future.succeededFuture();
    }

    private void tick() {
        if (sweeping) {
            return; // the last one is still waiting for the database
        }
        sweeping = true;
        try {
            int fired;
            do {
                fired = trigger.fireOverdue();
            } while (fired > 0);
            jobs.armNext();
        } catch (RuntimeException e) {
            log.debug("swept in vain: {}", e.toString());
        } finally {
            sweeping = false;
        }
    }
}
