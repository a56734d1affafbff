package taskfleet.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.ReminderSpec;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.recurrence.InvalidRule;

class NextOccurrenceTest {
    @ParameterizedTest
    @CsvSource({
        // completed on the day, days early, after two missed weeks: Monday 18:00 in Berlin
        "due_date,   2026-11-02T17:30:00Z, 2026-11-09T18:00:00+01:00",
        "due_date,   2026-10-30T10:00:00Z, 2026-11-09T18:00:00+01:00",
        "due_date,   2026-11-18T10:00:00Z, 2026-11-23T18:00:00+01:00",
        "completion, 2026-11-02T17:30:00Z, 2026-11-09T18:00:00+01:00",
        "completion, 2026-10-30T10:00:00Z, 2026-11-06T18:00:00+01:00",
        "completion, 2026-11-18T10:00:00Z, 2026-11-25T18:00:00+01:00"
    })
    void it_is_due_after_the_due_date_or_the_completion(String after, String completedAt, String due) throws Exception {
        var next = next(weekly(after).completedAt(Instant.parse(completedAt)));

        assertThat(next.due()).hasToString(due);
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.seriesId()).isEqualTo(SampleEvents.SERIES);
        assertThat(next.followsTask()).isEqualTo(SampleTask.plain().build().taskId());
    }

    @ParameterizedTest
    @CsvSource({
        // by the clock of Berlin: spring forward on 2027-03-28, fall back on 2026-10-25
        "2027-03-27T09:00:00+01:00, 2027-03-28T09:00:00+02:00",
        "2027-03-27T02:30:00+01:00, 2027-03-28T03:30:00+02:00",
        "2026-10-24T09:00:00+02:00, 2026-10-25T09:00:00+01:00",
        "2026-10-24T02:30:00+02:00, 2026-10-25T02:30:00+02:00",
        // given in another offset than its zone has
        "2027-03-27T08:00:00Z, 2027-03-28T09:00:00+02:00"
    })
    void the_time_of_day_stays_over_a_change_of_the_clocks(String due, String nextDue) throws Exception {
        var task = SampleTask.plain().dueAt(due).recurring("FREQ=DAILY", SampleEvents.SERIES, 1);

        var next = next(task.completedAt(Instant.parse("2026-10-01T00:00:00Z")));

        assertThat(next.due()).hasToString(nextDue);
    }

    @Test
    void an_hour_that_the_clocks_skipped_is_back_the_day_after() throws Exception {
        var shifted = SampleTask.plain()
                .dueAt("2027-03-28T03:30:00+02:00")
                .recurring(
                        new RecurrenceSpec("FREQ=DAILY", RecurrenceAfter.DUE_DATE, "2027-03-27T02:30"),
                        SampleEvents.SERIES,
                        2);

        var next = next(shifted.completedAt(Instant.parse("2027-03-28T02:00:00Z")));

        assertThat(next.due()).hasToString("2027-03-29T02:30:00+02:00");
        assertThat(next.anchor()).hasToString("2027-03-27T02:30");
        assertThat(next.number()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=MONTHLY, 2027-01-31, , 2027-02-28, 2027-01-31",
        "FREQ=MONTHLY, 2027-02-28, 2027-01-31, 2027-03-31, 2027-01-31",
        "FREQ=YEARLY, 2028-02-29, , 2029-02-28, 2028-02-29"
    })
    void an_all_day_task_stays_one_and_keeps_its_day_of_the_month(
            String rule, String due, @Nullable String anchor, String nextDue, String nextAnchor) throws Exception {
        var task = SampleTask.plain()
                .dueOn(due)
                .recurring(new RecurrenceSpec(rule, RecurrenceAfter.DUE_DATE, anchor), SampleEvents.SERIES, 4);

        var next = next(task.completedAt(Instant.parse("2027-01-15T12:00:00Z")));

        assertThat(next.due()).hasToString(nextDue);
        assertThat(next.anchor()).hasToString(nextAnchor);
    }

    @Test
    void the_day_of_a_completion_is_that_of_the_tasks_zone() throws Exception {
        var task = SampleTask.plain()
                .timeZone("Pacific/Auckland")
                .dueOn("2026-11-01")
                .recurring("FREQ=DAILY", SampleEvents.SERIES, 1);

        var next = next(task.completedAt(Instant.parse("2026-11-02T12:00:00Z")));

        assertThat(next.due()).hasToString("2026-11-04");
    }

    @Test
    void a_task_without_due_date_counts_from_its_completion() throws Exception {
        var task = SampleTask.plain()
                .recurring("FREQ=DAILY;INTERVAL=3", SampleEvents.SERIES, 1)
                .reminders(new ReminderSpec.At(SampleEvents.NOW));

        var next = next(task.completedAt(Instant.parse("2026-11-02T23:30:00Z")));

        assertThat(next.due()).hasToString("2026-11-06");
        assertThat(next.reminders()).isEmpty();
    }

    @Test
    void reminders_come_along_and_those_at_a_moment_move_on_the_wall_clock() throws Exception {
        var before = new ReminderSpec.BeforeDue(Duration.ofMinutes(30));
        var task = SampleTask.plain()
                .dueAt("2027-03-22T18:00:00+01:00")
                .recurring("FREQ=WEEKLY", SampleEvents.SERIES, 1)
                .reminders(before, new ReminderSpec.At(Instant.parse("2027-03-22T08:00:00Z")));

        var next = next(task.completedAt(Instant.parse("2027-03-22T12:00:00Z")));

        assertThat(next.due()).hasToString("2027-03-29T18:00:00+02:00");
        assertThat(next.reminders())
                .containsExactly(before, new ReminderSpec.At(Instant.parse("2027-03-29T07:00:00Z")));
    }

    @Test
    void reminders_that_a_change_of_the_clocks_moves_to_one_moment_are_one() throws Exception {
        var task = SampleTask.plain()
                .dueAt("2027-03-27T18:00:00+01:00")
                .recurring("FREQ=DAILY", SampleEvents.SERIES, 1)
                .reminders(
                        new ReminderSpec.At(Instant.parse("2027-03-27T01:30:00Z")),
                        new ReminderSpec.At(Instant.parse("2027-03-27T02:30:00Z")));

        var next = next(task.completedAt(Instant.parse("2027-03-27T12:00:00Z")));

        assertThat(next.reminders()).containsExactly(new ReminderSpec.At(Instant.parse("2027-03-28T01:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        // that one alone was moved before its date, behind it, behind the next one
        "2026-10-30T18:00:00+01:00, 2026-10-30T17:00:00Z, 2026-11-09T18:00:00+01:00",
        "2026-11-04T18:00:00+01:00, 2026-11-04T17:00:00Z, 2026-11-09T18:00:00+01:00",
        "2026-11-17T18:00:00+01:00, 2026-11-17T17:00:00Z, 2026-11-23T18:00:00+01:00"
    })
    void it_goes_on_from_the_date_in_the_series_of_a_task_that_was_moved_alone(
            String due, String completedAt, String nextDue) throws Exception {
        var following = SampleEvents.weeklyTask()
                .reminders(new ReminderSpec.At(Instant.parse("2026-11-02T08:00:00Z")))
                .build()
                .following();
        var spec = new RecurrenceSpec("FREQ=WEEKLY", RecurrenceAfter.DUE_DATE, null, following);
        var task = SampleTask.plain().dueAt(due).recurring(spec, SampleEvents.SERIES, 1);

        var next = next(task.completedAt(Instant.parse(completedAt)));

        assertThat(next.due()).hasToString(nextDue);
        assertThat(next.anchor()).hasToString("2026-11-02T18:00");
        assertThat(next.reminders()).hasSize(1).doesNotContainAnyElementsOf(following.reminders());
    }

    @ParameterizedTest
    @CsvSource({"FREQ=WEEKLY;COUNT=3, 2, true", "FREQ=WEEKLY;COUNT=3, 3, false", "FREQ=WEEKLY;UNTIL=20261108, 1, false"
    })
    void a_series_ends_where_its_rule_says(String rule, int number, boolean goesOn) throws Exception {
        var completed = SampleTask.plain()
                .dueOn("2026-11-02")
                .recurring(rule, SampleEvents.SERIES, number)
                .completedAt(SampleEvents.NOW)
                .build();

        assertThat(NextOccurrence.after(completed).isPresent()).isEqualTo(goesOn);
    }

    @Test
    void nothing_follows_a_task_without_a_rule_or_one_that_is_open() throws Exception {
        assertThat(NextOccurrence.after(
                        SampleTask.plain().completedAt(SampleEvents.NOW).build()))
                .isEmpty();
        assertThat(NextOccurrence.after(SampleEvents.weeklyTask().build())).isEmpty();
    }

    @Test
    void a_rule_that_is_none_is_told() {
        var completed = SampleTask.plain()
                .recurring("FREQ=NEVER", SampleEvents.SERIES, 1)
                .completedAt(SampleEvents.NOW)
                .build();

        assertThatThrownBy(() -> NextOccurrence.after(completed)).isInstanceOf(InvalidRule.class);
    }

    private static SampleTask weekly(String after) {
        var mode = RecurrenceAfter.named(after).orElseThrow();
        return SampleTask.plain()
                .dueAt("2026-11-02T18:00:00+01:00")
                .recurring(new RecurrenceSpec("FREQ=WEEKLY", mode, null), SampleEvents.SERIES, 1);
    }

    private static NextOccurrence next(SampleTask completed) throws InvalidRule {
        return NextOccurrence.after(completed.build()).orElseThrow();
    }
}
