package taskfleet.reminder;

import com.fasterxml.uuid.Generators;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.Event;
import taskfleet.events.IsoDuration;
import taskfleet.events.ReminderScheduled;
import taskfleet.events.ReminderSpec;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.TaskSnapshot;

/**
 * One reminder as the table holds it.
 *
 * @param sequence the version of the task that it follows from
 * @param jobAt when the last job fires that the scheduler was given for it, if it was given one
 * @param cause the event that it follows from
 */
record Reminder(
        UUID id,
        UUID taskId,
        String userId,
        String title,
        @Nullable Due due,
        ZoneId timeZone,
        int sequence,
        Instant fireAt,
        Status status,
        @Nullable Instant jobAt,
        Event.Cause cause) {
    enum Status {
        SCHEDULED,
        TRIGGERED,
        CANCELLED
    }

    static Reminder scheduled(TaskSnapshot task, ReminderSpec spec, Event cause) {
        return new Reminder(
                id(task.taskId(), spec),
                task.taskId(),
                task.userId(),
                task.title(),
                task.due(),
                task.timeZone(),
                task.version(),
                fireAt(task, spec),
                Status.SCHEDULED,
                null,
                Event.Cause.of(cause));
    }

    /** UUIDv5 (RFC 9562 section 5.5) of what the user asked for, in the name space of the task. */
    static UUID id(UUID taskId, ReminderSpec spec) {
        var wish = switch (spec) {
            case ReminderSpec.At at -> "at " + at.at();
            case ReminderSpec.BeforeDue before -> "before_due " + IsoDuration.format(before.beforeDue());
        };
        return Generators.nameBasedGenerator(taskId).generate(wish);
    }

    Reminder cancelled() {
        return with(Status.CANCELLED, jobAt);
    }

    /** The same reminder after an edit that did not move it: it keeps its job. */
    Reminder keeping(Reminder known) {
        return with(known.status, known.jobAt);
    }

    ReminderScheduled scheduledEvent() {
        return new ReminderScheduled(id, taskId, userId, title, due, timeZone, fireAt, sequence);
    }

    ReminderTriggered triggeredEvent(Instant now, Duration missedAfter) {
        return new ReminderTriggered(
                id, taskId, userId, title, due, timeZone, fireAt, sequence, now, isMissed(now, missedAfter));
    }

    /** Whether it fires so late that it is a mark for the record, not a notification. */
    boolean isMissed(Instant now, Duration missedAfter) {
        return now.isAfter(fireAt.plus(missedAfter));
    }

    private Reminder with(Status other, @Nullable Instant otherJobAt) {
        return new Reminder(id, taskId, userId, title, due, timeZone, sequence, fireAt, other, otherJobAt, cause);
    }

    private static Instant fireAt(TaskSnapshot task, ReminderSpec spec) {
        return switch (spec) {
            case ReminderSpec.At at -> at.at();
            case ReminderSpec.BeforeDue before when task.due() != null -> before.fireAt(task.due(), task.timeZone());
            case ReminderSpec.BeforeDue before ->
                throw new IllegalArgumentException("a reminder before the due date of a task without one");
        };
    }
}
