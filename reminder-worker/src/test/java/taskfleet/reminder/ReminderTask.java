package taskfleet.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.EventData;
import taskfleet.events.ReminderSpec;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCompleted;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskUpdated;

/** A task of its own with one reminder an hour before it is due, and the events of its life. */
record ReminderTask(UUID id, Clock clock) {
    static final ReminderSpec HOUR_BEFORE = new ReminderSpec.BeforeDue(Duration.ofHours(1));

    static ReminderTask next(Clock clock) {
        return new ReminderTask(UUID.randomUUID(), clock);
    }

    UUID reminderId() {
        return Reminder.id(id, HOUR_BEFORE);
    }

    Event created(Instant fireAt) {
        return event(new TaskCreated(task(1, fireAt).build()));
    }

    Event updated(int version, Instant fireAt) {
        return event(new TaskUpdated(task(version, fireAt).build(), List.of("due_at")));
    }

    Event completed(int version, Instant fireAt) {
        return event(new TaskCompleted(
                task(version, fireAt).completedAt(clock.instant()).build()));
    }

    Event deleted(int version, Instant fireAt) {
        return event(new TaskDeleted(task(version, fireAt).build()));
    }

    private SampleTask task(int version, Instant fireAt) {
        return SampleTask.plain()
                .id(id)
                .version(version)
                .dueAt(fireAt.plus(Duration.ofHours(1)).toString())
                .reminders(HOUR_BEFORE);
    }

    private Event event(EventData data) {
        return Event.first(data, clock);
    }
}
