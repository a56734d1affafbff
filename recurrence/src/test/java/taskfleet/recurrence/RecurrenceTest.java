package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void next_occurrence_carries_its_number_and_the_anchor() throws InvalidRule {
        var current = new Occurrence(4, WallClock.parse("2026-02-28T09:00"), WallClock.parse("2025-10-31T09:00"));

        var next = recurrence("FREQ=MONTHLY", After.DUE_DATE).next(current, berlin("2026-03-01T12:00"));

        assertThat(next)
                .hasValue(new Next(5, WallClock.parse("2026-03-31T09:00"), WallClock.parse("2025-10-31T09:00")));
    }

    @Test
    void occurrence_without_anchor_is_its_own_anchor() throws InvalidRule {
        var current = new Occurrence(4, WallClock.parse("2026-02-28T09:00"), null);

        var next = recurrence("FREQ=MONTHLY", After.DUE_DATE).next(current, berlin("2026-03-01T12:00"));

        assertThat(next)
                .hasValue(new Next(5, WallClock.parse("2026-03-28T09:00"), WallClock.parse("2026-02-28T09:00")));
    }

    @Test
    void edited_due_date_that_is_the_new_anchor_moves_the_series_there() throws InvalidRule {
        var movedFromMondayToWednesday = Occurrence.anchoredAt(2, WallClock.parse("2026-05-06T10:15"));

        var next =
                recurrence("FREQ=WEEKLY", After.DUE_DATE).next(movedFromMondayToWednesday, berlin("2026-05-06T12:00"));

        assertThat(next.map(Next::due)).hasValue(WallClock.parse("2026-05-13T10:15"));
    }

    @Test
    void anchor_of_another_kind_than_the_due_date_is_passed_over() throws InvalidRule {
        var current = new Occurrence(2, WallClock.parse("2026-05-06"), WallClock.parse("2026-05-04T09:00"));

        var next = recurrence("FREQ=WEEKLY", After.DUE_DATE).next(current, berlin("2026-05-06T12:00"));

        assertThat(next).hasValue(new Next(3, WallClock.parse("2026-05-13"), WallClock.parse("2026-05-06")));
    }

    @ParameterizedTest
    @EnumSource
    void task_without_due_date_counts_from_its_completion_and_comes_back_all_day(After after) throws InvalidRule {
        var current = new Occurrence(1, null, null);

        var next = recurrence("FREQ=DAILY;INTERVAL=3", after).next(current, berlin("2026-05-04T23:30"));

        assertThat(next).hasValue(new Next(2, WallClock.parse("2026-05-07"), WallClock.parse("2026-05-07")));
    }

    @ParameterizedTest
    @EnumSource
    void task_without_due_date_comes_back_at_the_times_that_its_rule_names(After after) throws InvalidRule {
        var current = new Occurrence(1, null, null);

        var next = recurrence("FREQ=DAILY;BYHOUR=9,17", after).next(current, berlin("2026-05-04T10:20"));

        assertThat(next.map(Next::due)).hasValue(WallClock.parse("2026-05-04T17:00"));
    }

    @ParameterizedTest
    @EnumSource
    void count_is_by_the_number_of_the_occurrence(After after) throws InvalidRule {
        var recurrence = recurrence("FREQ=DAILY;COUNT=10", after);
        var due = WallClock.parse("2026-05-04T09:00");

        var tenth = recurrence.next(Occurrence.anchoredAt(9, due), berlin("2026-05-04T09:00"));
        var eleventh = recurrence.next(Occurrence.anchoredAt(10, due), berlin("2026-05-04T09:00"));

        assertThat(tenth).isPresent();
        assertThat(eleventh).isEmpty();
    }

    @Test
    void rule_that_has_no_date_from_this_anchor_ends_at_once() throws InvalidRule {
        var inFebruary = Occurrence.anchoredAt(1, WallClock.parse("2026-02-10T09:00"));
        var inMarch = Occurrence.anchoredAt(1, WallClock.parse("2026-03-10T09:00"));
        var everyTwelfthMonthIfMarch = recurrence("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", After.DUE_DATE);

        var afterFebruary = everyTwelfthMonthIfMarch.next(inFebruary, berlin("2026-02-10T09:00"));
        var afterMarch = everyTwelfthMonthIfMarch.next(inMarch, berlin("2026-03-10T09:00"));

        assertThat(afterFebruary).isEmpty();
        assertThat(afterMarch.map(Next::due)).hasValue(WallClock.parse("2027-03-10T09:00"));
    }

    @Test
    void due_date_read_back_from_a_shifted_moment_does_not_drift() throws InvalidRule {
        WallClock shifted = WallClock.of(berlin("2026-03-29T03:30"), BERLIN);
        var current = new Occurrence(2, shifted, WallClock.parse("2026-03-28T02:30"));

        var next = recurrence("FREQ=DAILY", After.DUE_DATE).next(current, berlin("2026-03-29T03:30"));

        assertThat(next.map(Next::due)).hasValue(WallClock.parse("2026-03-30T02:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=MONTHLY,                  2026-02-28, 2026-03-31",
        "FREQ=MONTHLY;COUNT=4,          2026-02-28, 2026-03-31",
        "FREQ=MONTHLY;UNTIL=20260330,   2026-02-28,",
        "FREQ=WEEKLY;BYDAY=MO,          2026-05-04, 2026-05-11",
        "FREQ=WEEKLY;BYDAY=MO,          2026-03-02, 2026-03-09"
    })
    void skipped_occurrence_moves_to_the_next_date_and_keeps_number_and_anchor(
            String rule, String due, @Nullable String skippedTo) throws InvalidRule {
        var current = new Occurrence(4, WallClock.parse(due), WallClock.parse("2025-10-31"));

        var skipped = recurrence(rule, After.DUE_DATE).skip(current, berlin("2026-03-03T12:00"));

        assertThat(skipped)
                .isEqualTo(Optional.ofNullable(skippedTo)
                        .map(date -> new Next(4, WallClock.parse(date), WallClock.parse("2025-10-31"))));
    }

    @Test
    void skip_ahead_of_the_due_date_counts_from_it_in_both_modes() throws InvalidRule {
        var current = Occurrence.anchoredAt(1, WallClock.parse("2026-05-04T09:00"));

        var skipped = recurrence("FREQ=DAILY;INTERVAL=3", After.COMPLETION).skip(current, berlin("2026-05-01T12:00"));

        assertThat(skipped.map(Next::due)).hasValue(WallClock.parse("2026-05-07T09:00"));
    }

    @Test
    void task_without_due_date_has_nothing_to_skip() throws InvalidRule {
        var current = new Occurrence(1, null, null);

        assertThat(recurrence("FREQ=DAILY", After.DUE_DATE).skip(current, berlin("2026-05-01T12:00")))
                .isEmpty();
    }

    @Test
    void series_ends_with_the_last_year_that_can_be_written() throws InvalidRule {
        var current = Occurrence.anchoredAt(1, WallClock.parse("9999-12-31T09:00"));

        var next = recurrence("FREQ=DAILY", After.DUE_DATE).next(current, berlin("2026-05-04T09:00"));

        assertThat(next).isEmpty();
    }

    private static Recurrence recurrence(String rule, After after) throws InvalidRule {
        return new Recurrence(RecurrenceRule.parse(rule), after, BERLIN);
    }

    private static Instant berlin(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(BERLIN).toInstant();
    }
}
