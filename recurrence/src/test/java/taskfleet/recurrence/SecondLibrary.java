package taskfleet.recurrence;

import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What biweekly makes of the rule of a golden row: plain RFC 5545, on a wall clock that never changes (UTC). */
record SecondLibrary(GoldenRow row) {

    private static final String NAME = "biweekly";

    boolean knows() {
        return row.checkedBy().startsWith(NAME);
    }

    Optional<WallClock> next(WallClock due, Instant completedAt) {
        WallClock completed = WallClock.of(completedAt, row.zone());
        LocalDateTime start = switch (row.after()) {
            case DUE_DATE -> row.anchor().dateTime();
            case COMPLETION -> completed.date().atTime(row.anchor().dateTime().toLocalTime());
        };
        LocalDateTime base = row.after() == After.DUE_DATE ? due.dateTime() : start;
        if (due.isAllDay()) {
            LocalDateTime floor = base.toLocalDate().isAfter(completed.date())
                    ? base
                    : completed.date().atTime(LocalTime.MIDNIGHT);
            return dates(start)
                    .filter(date -> date.isAfter(floor))
                    .findFirst()
                    .map(date -> WallClock.of(date.toLocalDate()));
        }
        return dates(start)
                .filter(date ->
                        instant(date).isAfter(instant(base)) && instant(date).isAfter(completedAt))
                .findFirst()
                .map(WallClock::of);
    }

    private Instant instant(LocalDateTime date) {
        ZoneId zone = row.zone();
        return date.atZone(zone).toInstant();
    }

    private Stream<LocalDateTime> dates(LocalDateTime start) {
        String equivalent = row.checkedBy().substring(NAME.length()).trim();
        var context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        Iterator<Date> dates = new RecurrenceRuleScribe()
                .parseText(
                        equivalent.isEmpty() ? row.rule() : equivalent,
                        ICalDataType.RECUR,
                        new ICalParameters(),
                        context)
                .getDateIterator(Date.from(start.toInstant(ZoneOffset.UTC)), TimeZone.getTimeZone(ZoneOffset.UTC));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(dates, Spliterator.ORDERED), false)
                .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
    }
}
