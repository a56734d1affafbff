package taskfleet.reminder;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.kit.tracing.Tracing;

/** Fires reminders, each once: the row turns to triggered in the transaction that writes the event. */
final class ReminderTrigger {
    private final ReminderStore store;
    private final Clock clock;
    private final ReminderConfig.Timing timing;
    private final ReminderMetrics metrics;
    private final Tracing tracing;

    ReminderTrigger(
            ReminderStore store, Clock clock, ReminderConfig.Timing timing, ReminderMetrics metrics, Tracing tracing) {
        this.store = store;
        this.clock = clock;
        this.timing = timing;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** The row decides: one that was moved, cancelled or triggered meanwhile does not fire. */
    void fire(UUID reminderId) {
        var triggered = store.trigger(reminderId, this::event);
        if (triggered.isEmpty()) {
            store.disarm(reminderId);
        }
        note(triggered);
    }

    /**
     * Fires what is due though no job came: however long ago, never only within a window.
     *
     * @return how many; as many as the batch holds means that there may be more
     */
    int fireOverdue() {
        var overdue = store.triggerDue(clock.instant().minus(timing.grace()), timing.batch(), this::event);
        note(overdue);
        return overdue.size();
    }

    private Event event(Reminder reminder) {
        var cause = reminder.cause();
        return Event.causedBy(cause, reminder.triggeredEvent(clock.instant(), timing.missedAfter()), clock)
                .withTraceparent(tracing.over("trigger reminder", reminder.fireAt(), cause.traceparent()));
    }

    private void note(List<Reminder> triggered) {
        var now = clock.instant();
        triggered.forEach(
                reminder -> metrics.triggered(reminder.fireAt(), now, reminder.isMissed(now, timing.missedAfter())));
    }
}
