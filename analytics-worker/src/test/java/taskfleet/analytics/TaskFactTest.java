package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.SampleEvents;
import taskfleet.events.TaskEvent;

class TaskFactTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,     2026-11-10T23:30:00Z, 2026-11-11",
        "America/New_York,  2026-11-10T04:59:59Z, 2026-11-09",
        "Pacific/Kiritimati, 2026-11-10T10:00:00Z, 2026-11-11",
        "UTC,               2026-11-10T23:59:59Z, 2026-11-10"
    })
    void days_are_those_of_the_tasks_time_zone(String zone, String at, String day) {
        var story = TaskStory.of("alice", at).with(task -> task.timeZone(zone));
        story.created();

        var fact = TaskFact.of(story.completed(at));

        assertThat(fact.createdDay()).isEqualTo(day);
        assertThat(fact.completedDay()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-10T17:00:00+01:00, 2026-11-10T15:59:59Z,        true",
        "2026-11-10T17:00:00+01:00, 2026-11-10T16:00:00Z,        true",
        "2026-11-10T17:00:00+01:00, 2026-11-10T16:00:00.000001Z, false"
    })
    void on_time_is_up_to_the_due_moment(String due, String completed, boolean onTime) {
        var story = TaskStory.of("alice", "2026-11-09T08:00:00Z").with(task -> task.dueAt(due));

        var fact = TaskFact.of(story.completed(completed));

        assertThat(fact.onTime()).isEqualTo(onTime);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-11T04:59:59Z, true", "2026-11-11T05:00:01Z, false"})
    void all_day_task_is_on_time_until_its_day_ends_in_its_time_zone(String completed, boolean onTime) {
        var story = TaskStory.of("alice", "2026-11-09T08:00:00Z")
                .with(task -> task.dueOn("2026-11-10").timeZone("America/New_York"));

        var fact = TaskFact.of(story.completed(completed));

        assertThat(fact.onTime()).isEqualTo(onTime);
        assertThat(fact.deadline()).isEqualTo("2026-11-11T05:00:00Z");
    }

    @Test
    void task_without_due_date_is_neither_on_time_nor_late() {
        var story = TaskStory.of("alice", "2026-11-09T08:00:00Z");

        var fact = TaskFact.of(story.completed("2026-11-10T08:00:00Z"));

        assertThat(fact.onTime()).isNull();
        assertThat(fact.deadline()).isNull();
    }

    @Test
    void deleted_task_keeps_its_completion_and_gets_the_day_of_its_deletion() {
        var story = TaskStory.of("alice", "2026-11-09T08:00:00Z");
        story.completed("2026-11-10T08:00:00Z");

        var fact = TaskFact.of(story.deleted(Instant.parse("2026-11-12T08:00:00Z")));

        assertThat(fact.completedDay()).isEqualTo("2026-11-10");
        assertThat(fact.deletedDay()).isEqualTo("2026-11-12");
        assertThat(fact.sequence()).isEqualTo(2);
    }

    @Test
    void reopened_task_is_not_completed_any_more() {
        var story = TaskStory.of("alice", "2026-11-09T08:00:00Z").with(task -> task.dueOn("2026-11-10"));
        story.completed("2026-11-10T08:00:00Z");

        var fact = TaskFact.of(story.reopened(Instant.parse("2026-11-10T09:00:00Z")));

        assertThat(fact.completedDay()).isNull();
        assertThat(fact.onTime()).isNull();
    }

    @Test
    void every_sample_of_a_task_event_has_a_fact() {
        var facts = SampleEvents.byGoldenName().values().stream()
                .filter(event -> event.data() instanceof TaskEvent)
                .map(TaskFact::of)
                .toList();

        assertThat(facts)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.createdDay())
                        .isBetween(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-03")));
    }
}
