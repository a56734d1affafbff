package taskfleet.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** When a task is due: a moment, or a whole day; written as RFC 3339 date-time or full-date, told apart by shape. */
public sealed interface Due permits Due.DateTime, Due.Date {

    /**
     * Reads the JSON form.
     *
     * @throws DateTimeException when the text is neither an RFC 3339 date-time nor a full-date
     */
    static Due parse(String text) {
        return text.length() == Date.LENGTH ? Date.of(text) : DateTime.of(text);
    }

    /** The first moment that belongs to it: the moment itself, or the local midnight that begins the day. */
    Instant startsAt(ZoneId zone);

    /** The moment from which the task is overdue: the moment itself, or the local midnight that ends the day. */
    Instant deadline(ZoneId zone);

    /** Due at a moment; keeps the offset that it was given with, and microseconds. */
    record DateTime(OffsetDateTime at) implements Due {
        private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern("-MM-dd'T'HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .appendOffset("+HH:MM", "Z")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);

        public DateTime {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }

        private static DateTime of(String text) {
            return new DateTime(RFC_3339.parse(text, OffsetDateTime::from));
        }

        @Override
        public Instant startsAt(ZoneId zone) {
            return at.toInstant();
        }

        @Override
        public Instant deadline(ZoneId zone) {
            return at.toInstant();
        }

        /** The JSON form. */
        @Override
        public String toString() {
            return RFC_3339.format(at);
        }
    }

    /** Due at some time of a day, wherever the task's time zone puts that day. */
    record Date(LocalDate on) implements Due {
        private static final int LENGTH = "2026-01-31".length();

        private static Date of(String text) {
            return new Date(LocalDate.parse(text));
        }

        @Override
        public Instant startsAt(ZoneId zone) {
            return on.atStartOfDay(zone).toInstant();
        }

        @Override
        public Instant deadline(ZoneId zone) {
            return on.plusDays(1).atStartOfDay(zone).toInstant();
        }

        /** The JSON form. */
        @Override
        public String toString() {
            return on.toString();
        }
    }
}
