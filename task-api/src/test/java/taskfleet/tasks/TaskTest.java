package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskUpdated;

class TaskTest {
    private static final Instant LATER = SampleEvents.NOW.plusSeconds(60);
    private static final RecurrenceSpec ANCHORED =
            new RecurrenceSpec("FREQ=WEEKLY", RecurrenceAfter.DUE_DATE, "2026-11-02T18:00");

    /** The second occurrence of a weekly series that counts from the first one's date. */
    private final Task second = new Task(
            SampleEvents.weeklyTask()
                    .dueAt("2026-11-09T18:00:00+01:00")
                    .recurring(ANCHORED, SampleEvents.SERIES, 2)
                    .build(),
            null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"title": "Water all"}                    | title            | 2026-11-02T18:00
                    {"priority": "low", "tags": []}           | priority,tags    | 2026-11-02T18:00
                    {"due_at": "2026-11-10T18:00:00+01:00"}   | due_at,recurrence |
                    {"time_zone": "Europe/London"}            | time_zone,recurrence |
                    {"recurrence": {"after": "completion"}}   | recurrence       |
                    """)
    void an_edit_of_the_rule_its_date_or_its_zone_starts_the_series_anew(String patch, String changed, String anchor) {
        var edited = (TaskUpdated) patch(patch).applyTo(second, LATER).orElseThrow();

        assertThat(edited.changed()).isEqualTo(List.of(changed.split(",")));
        var recurrence = edited.task().recurrence();
        assertThat(recurrence).extracting(RecurrenceSpec::anchor).isEqualTo(anchor);
        assertThat(edited.task().occurrence()).isEqualTo(2);
        assertThat(edited.task().seriesId()).isEqualTo(SampleEvents.SERIES);
    }

    @Test
    void the_same_rule_in_other_words_is_no_edit() {
        var sameRule = patch("{\"recurrence\": {\"rule\": \"RRULE:interval=1;freq=weekly\"}}");

        assertThat(sameRule.applyTo(second, LATER)).isEmpty();
    }

    @Test
    void only_a_task_that_nobody_changed_is_untouched() {
        var edited = patch("{\"title\": \"Water all\"}").applyTo(second, LATER).orElseThrow();

        assertThat(second.isUntouched()).isTrue();
        assertThat(new Task(edited.task(), null).isUntouched()).isFalse();
    }

    @Test
    void a_verb_has_no_effect_where_there_is_nothing_to_change() {
        var open = new Task(SampleTask.plain().build(), null);
        var completed = new Task(SampleTask.plain().completedAt(LATER).build(), 2);

        assertThat(open.reopen(LATER)).isEmpty();
        assertThat(completed.complete(LATER)).isEmpty();
        assertThat(open.complete(LATER)).isPresent();
        assertThat(completed.reopen(LATER)).isPresent();
    }

    @Test
    void ids_of_occurrences_depend_on_series_and_number_alone() {
        var id = SeriesIds.occurrence(SampleEvents.SERIES, 2);

        assertThat(id.version()).isEqualTo(5);
        assertThat(id).isEqualTo(SeriesIds.occurrence(SampleEvents.SERIES, 2));
        assertThat(id).isNotEqualTo(SeriesIds.occurrence(SampleEvents.SERIES, 3));
        assertThat(SeriesIds.nextOf(second.snapshot())).contains(SeriesIds.occurrence(SampleEvents.SERIES, 3));
        assertThat(SeriesIds.nextOf(SampleTask.plain().build())).isEmpty();
    }

    private static TaskPatch patch(String patch) {
        return new TaskPatch(Fields.of(new JsonObject(patch)), false);
    }
}
