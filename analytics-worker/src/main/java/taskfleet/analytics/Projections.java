package taskfleet.analytics;

import java.util.List;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.TaskEvent;
import taskfleet.kit.delivery.Outcome;

/** What events do to the statistics: whole bulks at once, each in one statement. */
final class Projections {
    private final ProjectionStore store;

    Projections(ProjectionStore store) {
        this.store = store;
    }

    List<Outcome> tasks(List<Event> events) {
        store.applyTasks(events.stream()
                .filter(event -> event.data() instanceof TaskEvent)
                .toList());
        return events.stream().map(event -> Outcome.done()).toList();
    }

    List<Outcome> reminders(List<Event> events) {
        store.applyReminders(events.stream()
                .filter(event -> event.data() instanceof ReminderTriggered)
                .toList());
        return events.stream().map(Projections::outcome).toList();
    }

    private static Outcome outcome(Event event) {
        return event.data() instanceof ReminderTriggered ? Outcome.done() : Outcome.ignored("only scheduled");
    }
}
