package taskfleet.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar and a clock on the wall show: a date with a time to the second, or a date alone for an all-day task.
 *
 * @param time absent for an all-day task
 */
public record WallClock(LocalDate date, @Nullable LocalTime time) {

    public WallClock {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new IllegalArgumentException("date: " + date + " (expected: a year from 0001 to 9999)");
        }
        time = time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    public static WallClock of(LocalDate date) {
        return new WallClock(date, null);
    }

    public static WallClock of(LocalDateTime dateTime) {
        return new WallClock(dateTime.toLocalDate(), dateTime.toLocalTime());
    }

    /** What the wall clock of that zone shows at that instant. */
    public static WallClock of(Instant instant, ZoneId zone) {
        return of(LocalDateTime.ofInstant(instant, zone));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws java.time.format.DateTimeParseException when the text is neither {@code 2026-01-31} nor {@code 2026-01-31T09:00}
     */
    public static WallClock parse(String text) {
        return text.contains("T") ? of(LocalDateTime.parse(text)) : of(LocalDate.parse(text));
    }

    public boolean isAllDay() {
        return time == null;
    }

    /** The date with its time; an all-day date with its first moment. */
    public LocalDateTime dateTime() {
        return time == null ? date.atStartOfDay() : date.atTime(time);
    }

    /**
     * The moment in that zone, by the fleet's one policy: a time that a clock change skips moves forward by the gap, a
     * time that comes twice is its first coming.
     */
    public OffsetDateTime at(ZoneId zone) {
        return ZonedDateTime.of(dateTime(), zone).toOffsetDateTime();
    }

    /** ISO 8601 without an offset: {@code 2026-01-31T09:00}, {@code 2026-01-31T09:00:30} or {@code 2026-01-31}. */
    @Override
    public String toString() {
        return time == null ? date.toString() : dateTime().toString();
    }
}
