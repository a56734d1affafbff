package taskfleet.reminder;

import java.time.Clock;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.kit.delivery.EventHandler;
import taskfleet.kit.delivery.Outcome;

/** What a change of a task does to its reminders: rows and events in one transaction, then the jobs. */
final class TaskHandler implements EventHandler {
    private final ReminderStore store;
    private final ReminderJobs jobs;
    private final ReminderMetrics metrics;
    private final Clock clock;

    TaskHandler(ReminderStore store, ReminderJobs jobs, ReminderMetrics metrics, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Outcome handle(Event event) {
        if (!(event.data() instanceof TaskEvent)) {
            return Outcome.ignored("not of a task");
        }
        var applied = store.apply(
                event,
                known -> ReminderPlan.of(event, known),
                reminder -> Event.causedBy(event, reminder.scheduledEvent(), clock));
        applied.ifPresent(plan -> {
            metrics.scheduled(plan.scheduled().size());
            jobs.cancel(plan.cancelled());
            jobs.arm(plan.scheduled());
        });
        return applied.isPresent() ? Outcome.done() : Outcome.ignored("handled before, or an older version");
    }
}
