package taskfleet.recurrence;

import static taskfleet.recurrence.RulePart.BYDAY;
import static taskfleet.recurrence.RulePart.BYMONTH;
import static taskfleet.recurrence.RulePart.BYMONTHDAY;
import static taskfleet.recurrence.RulePart.BYWEEKNO;
import static taskfleet.recurrence.RulePart.BYYEARDAY;
import static taskfleet.recurrence.RulePart.COUNT;
import static taskfleet.recurrence.RulePart.FREQ;
import static taskfleet.recurrence.RulePart.INTERVAL;
import static taskfleet.recurrence.RulePart.UNTIL;

import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

/** The endless dates of a rule (its COUNT and UNTIL aside): the one place that knows lib-recur and its limits. */
final class RuleDates {

    /** No date later than this after the place where the search starts is looked for. */
    static final Period HORIZON = Period.ofYears(100);

    /** lib-recur gives up after this many periods without a date, or somewhat later; a search goes on from there. */
    private static final int PERIODS_PER_SEARCH = 1000;

    private static final String EVERY_MONTH = "1,2,3,4,5,6,7,8,9,10,11,12";
    private static final LocalDateTime LAST_DATE = LocalDateTime.of(9999, 12, 31, 23, 59, 59);
    private static final LocalDateTime FIRST_OF_LEAP_YEAR = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final String rule;
    private final ChronoUnit unit;
    private final long interval;

    private RuleDates(String rule, ChronoUnit unit, long interval) {
        this.rule = rule;
        this.unit = unit;
        this.interval = interval;
    }

    static RuleDates of(Map<RulePart, String> parts) throws InvalidRule {
        ChronoUnit unit = unit(parts);
        RuleDates everyPeriod = new RuleDates(checked(parts, endless(parts, unit, "1")), unit, 1);
        if (everyPeriod
                .first(FIRST_OF_LEAP_YEAR, FIRST_OF_LEAP_YEAR, date -> true)
                .isEmpty()) {
            throw new InvalidRule(RulePart.text(parts), "a rule with a date in every " + HORIZON.getYears() + " years");
        }
        String interval = parts.getOrDefault(INTERVAL, "1");
        if (unit.between(FIRST_OF_LEAP_YEAR, FIRST_OF_LEAP_YEAR.plus(HORIZON)) < Long.parseLong(interval)) {
            throw new InvalidRule("INTERVAL=" + interval, "at most " + HORIZON.getYears() + " years");
        }
        return new RuleDates(endless(parts, unit, interval) + skip(parts, unit), unit, Long.parseLong(interval));
    }

    private static ChronoUnit unit(Map<RulePart, String> parts) throws InvalidRule {
        return switch (parts.getOrDefault(FREQ, "")) {
            case "HOURLY" -> ChronoUnit.HOURS;
            case "DAILY" -> ChronoUnit.DAYS;
            case "WEEKLY" -> ChronoUnit.WEEKS;
            case "MONTHLY" -> ChronoUnit.MONTHS;
            case "YEARLY" -> ChronoUnit.YEARS;
            default -> throw new InvalidRule(RulePart.text(parts), "a part FREQ=…");
        };
    }

    private static String endless(Map<RulePart, String> parts, ChronoUnit unit, String interval) {
        Map<RulePart, String> endless = new EnumMap<>(parts);
        endless.remove(COUNT);
        endless.remove(UNTIL);
        endless.put(INTERVAL, interval);
        // RFC 5545 expands the days of a yearly rule over all its months, lib-recur only over the month of the start.
        if (unit == ChronoUnit.YEARS
                && parts.containsKey(BYMONTHDAY)
                && Collections.disjoint(parts.keySet(), Set.of(BYMONTH, BYWEEKNO, BYYEARDAY))) {
            endless.put(BYMONTH, EVERY_MONTH);
        }
        return RulePart.text(endless);
    }

    private static String checked(Map<RulePart, String> parts, String rule) throws InvalidRule {
        try {
            new org.dmfs.rfc5545.recur.RecurrenceRule(rule, RfcMode.RFC5545_STRICT);
            return rule;
        } catch (InvalidRecurrenceRuleException invalid) {
            throw new InvalidRule(RulePart.text(parts), "parts that go together; " + invalid.getMessage());
        }
    }

    /** Only where a day of the month makes the date: with SKIP, lib-recur fails at a BYDAY filter and forgets WKST. */
    private static String skip(Map<RulePart, String> parts, ChronoUnit unit) {
        return isCalendarUnit(unit) && Collections.disjoint(parts.keySet(), Set.of(BYDAY, BYWEEKNO, BYYEARDAY))
                ? ";RSCALE=GREGORIAN;SKIP=BACKWARD"
                : "";
    }

    /** A month or year has no fixed number of days, and a thousand of them without a date mean that there is none. */
    private static boolean isCalendarUnit(ChronoUnit unit) {
        return unit == ChronoUnit.MONTHS || unit == ChronoUnit.YEARS;
    }

    /**
     * The first wanted date of the rule that starts at {@code start} (DTSTART), looking from {@code from} on; empty when
     * there is none before the horizon.
     */
    Optional<LocalDateTime> first(LocalDateTime start, LocalDateTime from, Predicate<LocalDateTime> wanted) {
        LocalDateTime end = (from.isBefore(start) ? start : from).plus(HORIZON);
        end = end.isBefore(LAST_DATE) ? end : LAST_DATE;
        LocalDateTime searchStart = laterStart(start, from);
        while (searchStart.isBefore(end)) {
            try {
                return search(searchStart, from, end, wanted);
            } catch (IllegalArgumentException | IllegalStateException tooManyEmptyPeriods) {
                if (isCalendarUnit(unit)) {
                    return Optional.empty();
                }
                searchStart = searchStart.plus(PERIODS_PER_SEARCH * interval, unit);
            }
        }
        return Optional.empty();
    }

    /** A start nearer to {@code from} that gives the same dates: whole intervals on, and the same day of the month. */
    private LocalDateTime laterStart(LocalDateTime start, LocalDateTime from) {
        long intervals = Math.max(0, unit.between(start, from) / interval);
        LocalDateTime later = start.plus(intervals * interval, unit);
        while (isCalendarUnit(unit) && later.getDayOfMonth() != start.getDayOfMonth()) {
            intervals--;
            later = start.plus(intervals * interval, unit);
        }
        return later;
    }

    private Optional<LocalDateTime> search(
            LocalDateTime start, LocalDateTime from, LocalDateTime end, Predicate<LocalDateTime> wanted) {
        var dates = libraryRule().iterator(libraryDateTime(start));
        while (dates.hasNext()) {
            LocalDateTime date = localDateTime(dates.peekDateTime());
            if (date.isAfter(end)) {
                return Optional.empty();
            }
            if (!date.isBefore(from) && wanted.test(date)) {
                return Optional.of(date);
            }
            // After the test, because it fails when no further date is near.
            dates.nextDateTime();
        }
        return Optional.empty();
    }

    /** A new one for each search, as lib-recur changes a rule while it makes an iterator of it. */
    private org.dmfs.rfc5545.recur.RecurrenceRule libraryRule() {
        try {
            return new org.dmfs.rfc5545.recur.RecurrenceRule(rule, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException parsedBefore) {
            throw new AssertionError(parsedBefore);
        }
    }

    private static DateTime libraryDateTime(LocalDateTime date) {
        return new DateTime(
                date.getYear(),
                date.getMonthValue() - 1,
                date.getDayOfMonth(),
                date.getHour(),
                date.getMinute(),
                date.getSecond());
    }

    private static LocalDateTime localDateTime(DateTime date) {
        return LocalDateTime.of(
                date.getYear(),
                date.getMonth() + 1,
                date.getDayOfMonth(),
                date.getHours(),
                date.getMinutes(),
                date.getSeconds());
    }
}
