package taskfleet.tasks;

import java.time.Duration;
import java.time.ZoneId;
import taskfleet.events.Due;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.ReminderSpec;
import taskfleet.recurrence.After;
import taskfleet.recurrence.InvalidRule;
import taskfleet.recurrence.Recurrence;
import taskfleet.recurrence.RecurrenceRule;
import taskfleet.recurrence.WallClock;

/** The dates of tasks on the wall clock, where rules count, and back. */
final class SeriesDates {
    private SeriesDates() {}

    static Recurrence recurrence(RecurrenceSpec spec, ZoneId zone) {
        var after = spec.after() == RecurrenceAfter.COMPLETION ? After.COMPLETION : After.DUE_DATE;
        return new Recurrence(rule(spec), after, zone);
    }

    static RecurrenceRule rule(RecurrenceSpec spec) {
        try {
            return RecurrenceRule.parse(spec.rule());
        } catch (InvalidRule e) {
            throw new IllegalStateException(e); // it was valid when the request was read
        }
    }

    static WallClock wallClock(Due due, ZoneId zone) {
        return switch (due) {
            case Due.Date date -> WallClock.of(date.on());
            case Due.DateTime dateTime -> WallClock.of(dateTime.at().toInstant(), zone);
        };
    }

    static Due due(WallClock date, ZoneId zone) {
        return date.isAllDay() ? new Due.Date(date.date()) : new Due.DateTime(date.at(zone));
    }

    /** The same on another date; reminders at a moment move along. */
    static RecurrenceSpec.Following moved(RecurrenceSpec.Following content, WallClock from, WallClock to, ZoneId zone) {
        var distance = Duration.between(from.dateTime(), to.dateTime());
        return new RecurrenceSpec.Following(
                content.title(),
                content.description(),
                content.priority(),
                content.tags(),
                due(to, zone),
                ReminderSpec.moved(content.reminders(), distance, zone));
    }
}
