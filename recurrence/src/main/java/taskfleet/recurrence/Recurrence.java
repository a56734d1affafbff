package taskfleet.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a recurring task comes next.
 *
 * <p>Dates are found on the wall clock of the zone and only then become moments ({@link WallClock#at}), so 09:00 stays 09:00
 * over every clock change, and a 02:30 that one day became 03:30 is 02:30 again the day after.
 *
 * <p>COUNT counts the tasks made: a series of ten is ten tasks, in both modes, whatever cycles were missed. (In RFC 5545 it
 * bounds the dates from the start; the two agree as long as no cycle is missed.) UNTIL is the last possible due date.
 */
public record Recurrence(RecurrenceRule rule, After after, ZoneId zone) {

    /** Clock changes move a moment by at most a day (Samoa, 2011), so dates are looked for from before that. */
    private static final int DAYS_OF_CLOCK_CHANGE = 2;

    /**
     * The occurrence to create when {@code current} was completed at {@code completedAt}; empty when the series ends.
     *
     * <p>{@code DUE_DATE}: the first date of the rule, started at the anchor, after both the due date and the completion. So a
     * neglected series doesn't come back as a pile, and an early completion skips nothing. All-day tasks compare dates: done
     * on the due day or on any later day, the next is after that day.
     *
     * <p>{@code COMPLETION}: the first date of the rule, started on the day of the completion (in the zone) at the anchor's
     * time of day, after both that start and the completion. An hourly rule starts at the minute of the completion. Weekdays
     * and other BY parts hold as in any rule that starts there: {@code INTERVAL=2;BYDAY=MO} completed on a Wednesday comes on
     * the Monday after next week's.
     *
     * <p>A task without due date counts from its completion in both modes; its next one is due all day, or at a time if the
     * rule names times.
     */
    public Optional<Next> next(Occurrence current, Instant completedAt) {
        int number = current.number() + 1;
        if (!rule.allows(number)) {
            return Optional.empty();
        }
        return due(current, completedAt)
                .filter(due -> rule.reaches(due, zone))
                .map(due -> new Next(number, due, current.start().orElse(due)));
    }

    /**
     * When {@code current} is due instead, once it is skipped at {@code now}: the first date of the rule after its due date
     * and {@code now}, found as for {@link #next}. It stays the same task with the same number, so COUNT isn't used up. Empty
     * when it has no due date, and at the end of the series.
     */
    public Optional<Next> skip(Occurrence current, Instant now) {
        WallClock due = current.due();
        if (due == null) {
            return Optional.empty();
        }
        return due(current, later(due.at(zone).toInstant(), now))
                .filter(date -> rule.reaches(date, zone))
                .map(date -> new Next(current.number(), date, current.start().orElse(date)));
    }

    /**
     * The due dates of a series that begins at {@code start}, that one first: each as {@link #next} gives it when the
     * task before was completed just when it was due. They end with the series, and a hundred years after the start.
     */
    public List<WallClock> dates(WallClock start, int limit) {
        var dates = new ArrayList<WallClock>();
        var end = start.date().plus(RuleDates.HORIZON);
        var next = Optional.of(new Next(1, start, start));
        while (next.isPresent()
                && dates.size() < limit
                && !next.get().due().date().isAfter(end)) {
            var task = next.get();
            dates.add(task.due());
            next = next(
                    new Occurrence(task.number(), task.due(), task.anchor()),
                    task.due().at(zone).toInstant());
        }
        return dates;
    }

    private Optional<WallClock> due(Occurrence current, Instant completedAt) {
        WallClock due = current.due();
        WallClock start = current.start().orElse(null);
        WallClock completed = WallClock.of(completedAt, zone);
        if (due == null || start == null) {
            return afterCompletionWithoutDue(completed, completedAt);
        }
        return switch (after) {
            case DUE_DATE ->
                due.isAllDay()
                        ? firstDate(start.date(), later(due.date(), completed.date()))
                        : firstTime(start.dateTime(), later(due.at(zone).toInstant(), completedAt));
            case COMPLETION ->
                due.isAllDay()
                        ? firstDate(completed.date(), completed.date())
                        : afterCompletion(completed, start, completedAt);
        };
    }

    private Optional<WallClock> afterCompletionWithoutDue(WallClock completed, Instant completedAt) {
        return rule.requiresTimeOfDay()
                ? afterCompletion(completed, WallClock.of(completed.date().atStartOfDay()), completedAt)
                : firstDate(completed.date(), completed.date());
    }

    private Optional<WallClock> afterCompletion(WallClock completed, WallClock timeOfDay, Instant completedAt) {
        LocalDateTime start = rule.isHourly()
                ? completed.dateTime().truncatedTo(ChronoUnit.MINUTES)
                : completed.date().atTime(timeOfDay.dateTime().toLocalTime());
        return firstTime(start, later(WallClock.of(start).at(zone).toInstant(), completedAt));
    }

    private Optional<WallClock> firstDate(LocalDate start, LocalDate floor) {
        return rule.dates()
                .first(
                        start.atStartOfDay(),
                        floor.atStartOfDay(),
                        date -> date.toLocalDate().isAfter(floor))
                .map(date -> WallClock.of(date.toLocalDate()));
    }

    private Optional<WallClock> firstTime(LocalDateTime start, Instant floor) {
        LocalDateTime from = LocalDateTime.ofInstant(floor, zone).minusDays(DAYS_OF_CLOCK_CHANGE);
        return rule.dates()
                .first(start, from, date -> date.atZone(zone).toInstant().isAfter(floor))
                .map(WallClock::of);
    }

    private static <T extends Comparable<? super T>> T later(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
