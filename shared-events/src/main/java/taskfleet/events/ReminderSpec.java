package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** When to remind of a task: {@code {"at": …}} or {@code {"before_due": …}} in JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(ReminderSpec.At.class), @JsonSubTypes.Type(ReminderSpec.BeforeDue.class)})
public sealed interface ReminderSpec permits ReminderSpec.At, ReminderSpec.BeforeDue {

    /** When the reminder fires for a task that is due then, in its zone. */
    Instant fireAt(Due due, ZoneId zone);

    /**
     * The reminders of a task that comes again: those before the due date as they are, those at a moment moved on the wall
     * clock as far as the due date moves. They are one where a change of the clocks moves two to the same moment.
     */
    static List<ReminderSpec> moved(List<ReminderSpec> reminders, Duration distance, ZoneId zone) {
        return reminders.stream()
                .<ReminderSpec>map(reminder -> switch (reminder) {
                    case BeforeDue before -> before;
                    case At at ->
                        new At(LocalDateTime.ofInstant(at.at(), zone)
                                .plus(distance)
                                .atZone(zone)
                                .toInstant());
                })
                .distinct()
                .toList();
    }

    /** A reminder at a fixed moment, wherever the due date moves. */
    record At(Instant at) implements ReminderSpec {

        public At {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public Instant fireAt(Due due, ZoneId zone) {
            return at;
        }
    }

    /**
     * A reminder that moves with the due date; of an all-day task, it counts from the midnight that begins the day.
     *
     * @param beforeDue whole seconds, not negative; its whole days count on the wall clock of the task's zone, so that
     *     a day before 09:00 is 09:00 over a change of the clocks, and what remains counts as elapsed time
     */
    record BeforeDue(Duration beforeDue) implements ReminderSpec {

        public BeforeDue {
            IsoDuration.check(beforeDue);
        }

        @Override
        public Instant fireAt(Due due, ZoneId zone) {
            return due.startsAt(zone)
                    .atZone(zone)
                    .minusDays(beforeDue.toDays())
                    .toInstant()
                    .minus(beforeDue.minusDays(beforeDue.toDays()));
        }
    }
}
