package taskfleet.recurrence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task of a series, with what must be known of it to find the next.
 *
 * @param number 1 for the first task of the series; COUNT counts these
 * @param due absent for a task without due date
 * @param anchor where the series starts (RFC 5545 DTSTART): the due date on which the rule, its mode, the due date or the
 *     time zone was last set by a person; absent means that {@code due} is the anchor
 */
public record Occurrence(
        int number, @Nullable WallClock due, @Nullable WallClock anchor) {

    public Occurrence {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number + " (expected: 1 or more)");
        }
    }

    /** The first task of a series, or the first after an edit has moved the series. */
    public static Occurrence anchoredAt(int number, @Nullable WallClock due) {
        return new Occurrence(number, due, due);
    }

    /** The anchor in force: one that doesn't fit the due date (a date beside a date-time) is the rest of an edit. */
    Optional<WallClock> start() {
        if (due == null) {
            return Optional.empty();
        }
        return Optional.of(anchor != null && anchor.isAllDay() == due.isAllDay() ? anchor : due);
    }
}
