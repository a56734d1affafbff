package taskfleet.reminder;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** Looks through the table now and then, so that no reminder depends on its job alone. Every replica may. */
final class ReminderSweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(ReminderSweep.class);

    private final ReminderConfig.Timing timing;
    private final Round overdue;
    private final Round unarmed;

    ReminderSweep(ReminderJobs jobs, ReminderTrigger trigger, ReminderConfig.Timing timing) {
        this.timing = timing;
        this.overdue = new Round("firing overdue reminders", trigger::fireOverdue);
        this.unarmed = new Round("giving jobs to reminders", jobs::armNext);
    }

    /** Two timers: a scheduler that hangs must not hold up the firing that stands in for it. */
    @Override
    public Future<?> start() {
        vertx.setPeriodic(timing.sweep().toMillis(), timer -> overdue.run());
        vertx.setPeriodic(timing.sweep().toMillis(), timer -> unarmed.run());
        return Future.succeededFuture();
    }

    /** Batch after batch while they are full; never two of the same at once. */
    private final class Round {
        private final String name;
        private final IntSupplier batch;
        private boolean running;

        Round(String name, IntSupplier batch) {
            this.name = name;
            this.batch = batch;
        }

        void run() {
            if (running) {
                return; // the last one is still waiting for its answer
            }
            running = true;
            try {
                while (batch.getAsInt() == timing.batch()) {
                    log.debug("{}: a full batch, going on", name);
                }
            } catch (Exception e) { // awaiting throws checked ones too: a refused connection, the interrupt at a stop
                if (Outage.causedBy(e) || e instanceof InterruptedException) {
                    log.debug("{} waits: {}", name, e.toString());
                } else {
                    log.error("{} failed, tried again in {}", name, timing.sweep(), e);
                }
            } finally {
                running = false;
            }
        }
    }
}
