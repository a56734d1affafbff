package taskfleet.reminder;

import java.util.function.IntSupplier;
import taskfleet.kit.service.Service;
import taskfleet.kit.service.Sweep;

/** Looks through the table now and then, so that no reminder depends on its job alone. Every replica may. */
final class ReminderSweep {
    private ReminderSweep() {}

    /** Two sweeps: a scheduler that hangs must not hold up the firing that stands in for it. */
    static void deploy(Service service, ReminderJobs jobs, ReminderTrigger trigger, ReminderConfig.Timing timing) {
        deploy(service, timing, "firing overdue reminders", trigger::fireOverdue);
        deploy(service, timing, "giving jobs to reminders", jobs::armNext);
    }

    private static void deploy(Service service, ReminderConfig.Timing timing, String name, IntSupplier batch) {
        service.deploy(() -> Sweep.every(timing.sweep(), name, () -> whileFull(batch, timing.batch())), 1);
    }

    private static void whileFull(IntSupplier batch, int size) {
        int handled;
        do {
            handled = batch.getAsInt();
        } while (handled == size);
    }
}
