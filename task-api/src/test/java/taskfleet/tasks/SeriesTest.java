package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.RunningTaskApi.following;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.TaskDeleted;

class SeriesTest {
    private static final RunningTaskApi api = RunningTaskApi.start(Map.of("TASKS_UNDO_WINDOW", "10m"));

    private ApiUser alice = api.newUser();

    @BeforeEach
    void useNewUser() {
        alice = api.newUser();
        api.clock.advance(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void the_next_occurrence_is_a_new_task_with_the_content_of_the_one_before() {
        var series = alice.completedSeries();
        api.clock.advance(Duration.ofSeconds(1));

        var answer = api.putOccurrence(series, 2, following(series, 2));

        var before = alice.get("/tasks/" + series).json();
        var expected = before.copy()
                .put("id", answer.json().getString("id"))
                .put("status", "open")
                .put("version", 1)
                .put("occurrence", 2)
                .put("due_at", "2026-11-09T18:00:00+01:00")
                .put("reminders", JsonArray.of(JsonObject.of("before_due", "PT30M")))
                .put("created_at", api.clock.instant().toString())
                .put("updated_at", api.clock.instant().toString());
        expected.remove("completed_at");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(alice.get("/tasks/" + answer.json().getString("id")).json()).isEqualTo(expected);
    }

    @Test
    void its_event_names_the_event_that_led_to_it() {
        var series = alice.completedSeries();

        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");

        var event = alice.eventsOf(id).getFirst();
        assertThat(event.causationId()).isEqualTo(RunningTaskApi.CAUSE);
        assertThat(event.hops()).isEqualTo(4);
        assertThat(event.traceparent()).isEqualTo(RunningTaskApi.TRACE);
        var recurrence = ApiUser.change(event).task().recurrence();
        assertThat(recurrence).extracting(RecurrenceSpec::anchor).isEqualTo("2026-11-02T18:00");
    }

    @Test
    void putting_it_again_changes_nothing() {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");

        var again = api.putOccurrence(series, 2, following(series, 2));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("id")).isEqualTo(id);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1");
    }

    @Test
    void one_that_its_user_has_deleted_does_not_come_back() {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");
        alice.delete(id);

        var again = api.putOccurrence(series, 2, following(series, 2));

        assertThat(again.status()).isEqualTo(200);
        assertThat(alice.get("/tasks/" + id).status()).isEqualTo(404);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.deleted 2");
    }

    @Test
    void an_edit_of_the_completed_one_does_not_stop_the_next() {
        var series = alice.completedSeries();
        alice.patch(series.toString(), JsonObject.of("title", "Watered"));

        var answer = api.putOccurrence(series, 2, following(series, 2));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void nothing_follows_a_reopened_or_deleted_task() {
        var reopened = alice.completedSeries();
        alice.reopen(reopened.toString());
        var deleted = alice.completedSeries();
        alice.delete(deleted.toString());

        var afterReopened = api.putOccurrence(reopened, 2, following(reopened, 2));
        var afterDeleted = api.putOccurrence(deleted, 2, following(deleted, 2));

        assertThat(afterReopened.status()).isEqualTo(409);
        assertThat(afterDeleted.status()).isEqualTo(409);
        assertThat(alice.list("status=open").titles()).containsExactly("Water the plants");
    }

    @Test
    void nothing_follows_what_is_not_the_completed_one_before() {
        var series = alice.completedSeries();
        var other = alice.completedSeries();

        assertThat(api.putOccurrence(series, 2, following(series, 1)).status()).isEqualTo(409);
        assertThat(api.putOccurrence(series, 3, following(series, 2)).status()).isEqualTo(409);
        assertThat(api.putOccurrence(series, 2, following(other, 2)).status()).isEqualTo(409);
        assertThat(api.putOccurrence(series, 2, following(UUID.randomUUID(), 2)).status())
                .isEqualTo(409);
        assertThat(alice.list("status=open").tasks()).isEmpty();
    }

    @Test
    void reopening_in_time_takes_back_the_untouched_next_one() {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");
        api.clock.advance(Duration.ofMinutes(9));

        var reopened = alice.reopen(series.toString());

        assertThat(reopened.json().getJsonObject("next_occurrence"))
                .isEqualTo(JsonObject.of("id", id, "outcome", "taken_back"));
        assertThat(reopened.json().getString("status")).isEqualTo("open");
        assertThat(alice.get("/tasks/" + id).status()).isEqualTo(404);
        assertThat(alice.eventsOf(id).getLast().data()).isInstanceOf(TaskDeleted.class);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.deleted 2");
        assertThat(alice.historyOf(series.toString())).last().isEqualTo("task.updated 3");
    }

    @Test
    void a_completion_after_that_brings_the_same_one_back_under_its_next_version() {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");
        alice.reopen(series.toString());
        alice.patch(series.toString(), JsonObject.of("title", "Water all"));
        alice.complete(series.toString());

        var late = api.putOccurrence(series, 2, following(series, 2));
        var again = api.putOccurrence(series, 2, following(series, 5));
        var redelivered = api.putOccurrence(series, 2, following(series, 5));

        assertThat(late.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().getString("id")).isEqualTo(id);
        assertThat(redelivered.status()).isEqualTo(200);
        assertThat(alice.get("/tasks/" + id).json().getString("title")).isEqualTo("Water all");
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.deleted 2", "task.created 3");
    }

    @ParameterizedTest
    @CsvSource({"9, patch", "9, complete", "10, nothing"})
    void a_next_one_that_was_touched_or_is_too_old_stays(int minutes, String touch) {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, following(series, 2)).json().getString("id");
        api.clock.advance(Duration.ofMinutes(minutes));
        switch (touch) {
            case "patch" -> alice.patch(id, JsonObject.of("priority", "high"));
            case "complete" -> alice.complete(id);
            default -> assertThat(touch).isEqualTo("nothing");
        }

        var reopened = alice.reopen(series.toString());

        assertThat(reopened.json().getJsonObject("next_occurrence"))
                .isEqualTo(JsonObject.of("id", id, "outcome", "kept"));
        assertThat(reopened.json().getString("status")).isEqualTo("open");
        assertThat(alice.get("/tasks/" + id).status()).isEqualTo(200);
        assertThat(alice.historyOf(id)).doesNotContain("task.deleted 2", "task.deleted 3");
    }
}
