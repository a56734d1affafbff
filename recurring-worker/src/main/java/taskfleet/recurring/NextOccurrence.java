package taskfleet.recurring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.ReminderSpec;
import taskfleet.events.TaskSnapshot;
import taskfleet.recurrence.After;
import taskfleet.recurrence.InvalidRule;
import taskfleet.recurrence.Next;
import taskfleet.recurrence.Occurrence;
import taskfleet.recurrence.Recurrence;
import taskfleet.recurrence.RecurrenceRule;
import taskfleet.recurrence.WallClock;

/**
 * The task that follows a completed one in its series: it goes on from what the completed one says of the following
 * ones, whatever was changed in that one alone.
 *
 * @param anchor the local date or date-time that the rule goes on counting from
 */
record NextOccurrence(
        UUID seriesId, int number, Due due, WallClock anchor, List<ReminderSpec> reminders, UUID followsTask) {
    /**
     * Empty for a task that doesn't recur, and at the end of a series.
     *
     * @throws InvalidRule for a rule that task-api should not have let in
     */
    static Optional<NextOccurrence> after(TaskSnapshot completed) throws InvalidRule {
        var spec = completed.recurrence();
        if (spec == null
                || completed.seriesId() == null
                || completed.occurrence() == null
                || completed.completedAt() == null) {
            return Optional.empty();
        }
        var zone = completed.timeZone();
        var following = completed.following();
        var current = new Occurrence(completed.occurrence(), wallClock(following.due(), zone), anchor(spec));
        var recurrence = new Recurrence(RecurrenceRule.parse(spec.rule()), after(spec), zone);
        var seriesId = completed.seriesId();
        return recurrence
                .next(current, completed.completedAt())
                .map(next -> new NextOccurrence(
                        seriesId,
                        next.number(),
                        due(next, zone),
                        next.anchor(),
                        reminders(following.reminders(), current.due(), next.due(), zone),
                        completed.taskId()));
    }

    private static After after(RecurrenceSpec spec) {
        return spec.after() == RecurrenceAfter.COMPLETION ? After.COMPLETION : After.DUE_DATE;
    }

    private static @Nullable WallClock anchor(RecurrenceSpec spec) {
        return spec.anchor() == null ? null : WallClock.parse(spec.anchor());
    }

    private static @Nullable WallClock wallClock(@Nullable Due due, ZoneId zone) {
        return switch (due) {
            case null -> null;
            case Due.Date date -> WallClock.of(date.on());
            case Due.DateTime dateTime -> WallClock.of(dateTime.at().toInstant(), zone);
        };
    }

    private static Due due(Next next, ZoneId zone) {
        return next.due().isAllDay()
                ? new Due.Date(next.due().date())
                : new Due.DateTime(next.due().at(zone));
    }

    /** Without a due date to measure by, the reminders at a moment stay behind. */
    private static List<ReminderSpec> reminders(
            List<ReminderSpec> reminders, @Nullable WallClock due, WallClock nextDue, ZoneId zone) {
        return due == null
                ? reminders.stream()
                        .filter(ReminderSpec.BeforeDue.class::isInstance)
                        .toList()
                : ReminderSpec.moved(reminders, Duration.between(due.dateTime(), nextDue.dateTime()), zone);
    }
}
