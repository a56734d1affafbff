package taskfleet.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;

/**
 * The last moment or day of a series, itself included (RFC 5545, 3.3.10).
 *
 * @param instant absent when the rule names a date alone
 */
record Until(LocalDate date, @Nullable Instant instant) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter UTC_DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

    static Until parse(String text) throws InvalidRule {
        try {
            if (!text.contains("T")) {
                return new Until(LocalDate.parse(text, DATE), null);
            }
            Instant instant = LocalDateTime.parse(text, UTC_DATE_TIME).toInstant(ZoneOffset.UTC);
            return new Until(LocalDate.ofInstant(instant, ZoneOffset.UTC), instant);
        } catch (DateTimeParseException notOnTheCalendar) {
            throw new InvalidRule("UNTIL=" + text, "a date as 20261231 or a UTC date-time as 20261231T225959Z");
        }
    }

    boolean includes(WallClock due, ZoneId zone) {
        if (instant == null) {
            return !due.date().isAfter(date);
        }
        return due.isAllDay()
                ? !due.date().isAfter(LocalDate.ofInstant(instant, zone))
                : !due.at(zone).toInstant().isAfter(instant);
    }
}
