package taskfleet.tasks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import taskfleet.events.Due;

/** Reads the dates that users give: those of RFC 3339 that stay within four digits of a year in every time zone. */
final class GivenDates {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9998;

    private GivenDates() {}

    /**
     * A date-time or a date.
     *
     * @throws DateTimeException when the text is neither, or of another time
     */
    static Due due(String text) {
        var due = Due.parse(text);
        int year = due.startsAt(ZoneOffset.UTC).atOffset(ZoneOffset.UTC).getYear();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("year: %d (expected: %d to %d)".formatted(year, FIRST_YEAR, LAST_YEAR));
        }
        return due;
    }

    /**
     * A date-time.
     *
     * @throws DateTimeException when the text is none, or of another time
     */
    static Instant moment(String text) {
        if (due(text) instanceof Due.DateTime dateTime) {
            return dateTime.at().toInstant();
        }
        throw new DateTimeException("moment: %s (expected: a date-time)".formatted(text));
    }
}
