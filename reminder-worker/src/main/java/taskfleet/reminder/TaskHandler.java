package taskfleet.reminder;

import java.time.Clock;
import java.util.List;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.kit.delivery.EventHandler;
import taskfleet.kit.delivery.Outcome;

/** What changes of tasks do to their reminders: rows and events in one transaction, then the jobs. */
final class TaskHandler implements EventHandler.Bulk {
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
    public List<Outcome> handle(List<Event> events) {
        var ofTasks = events.stream().filter(TaskHandler::isOfTask).toList();
        var applied =
                store.apply(ofTasks, reminder -> Event.causedBy(reminder.cause(), reminder.scheduledEvent(), clock));
        metrics.scheduled(applied.plan().told().size());
        jobs.cancel(applied.plan().cancelled());
        jobs.arm(applied.plan().scheduled());
        return events.stream().map(event -> outcome(event, applied)).toList();
    }

    private static boolean isOfTask(Event event) {
        return event.data() instanceof TaskEvent;
    }

    private static Outcome outcome(Event event, ReminderStore.Applied applied) {
        if (!isOfTask(event)) {
            return Outcome.ignored("not of a task");
        }
        return applied.events().contains(event.id())
                ? Outcome.done()
                : Outcome.ignored("handled before, or an older version");
    }
}
