package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.RunningTaskApi.following;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.Due;
import taskfleet.events.TaskUpdated;

class EditSeriesTest {
    private static final RunningTaskApi api = RunningTaskApi.start();

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void edit_of_this_one_alone_is_not_for_those_that_follow() {
        var id = weekly();
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed", "priority", "high"));
        alice.complete(id);

        var next = next(id, 3);

        assertThat(alice.get("/tasks/" + id).json().getString("title")).isEqualTo("Water and feed");
        assertThat(next.getString("title")).isEqualTo("Water");
        assertThat(next.getString("priority")).isEqualTo("none");
        assertThat(next.getJsonObject("following")).isNull();
    }

    @Test
    void task_that_was_edited_alone_tells_what_the_others_get() {
        var id = weekly();

        var edited = alice.patch(
                id + "?scope=this", JsonObject.of("title", "Water and feed", "due_at", "2026-11-04T18:00:00+01:00"));

        assertThat(edited.json().getJsonObject("following"))
                .isEqualTo(JsonObject.of(
                        "title", "Water",
                        "priority", "none",
                        "tags", JsonArray.of("home"),
                        "due_at", "2026-11-02T18:00:00+01:00",
                        "reminders", new JsonArray()));
        assertThat(edited.json().getJsonObject("recurrence"))
                .isEqualTo(JsonObject.of("rule", "FREQ=WEEKLY", "after", "due_date"));
        var event = (TaskUpdated) alice.eventsOf(id).getLast().data();
        assertThat(event.changed()).containsExactly("title", "due_at", "recurrence");
        assertThat(event.task().following().due()).isEqualTo(Due.parse("2026-11-02T18:00:00+01:00"));
    }

    @Test
    void edit_of_all_sets_both_what_this_one_is_and_what_the_others_get() {
        var id = weekly();
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed"));

        var edited =
                alice.patch(id, JsonObject.of("tags", JsonArray.of("garden"))).json();

        assertThat(edited.getString("title")).isEqualTo("Water and feed");
        assertThat(edited.getJsonArray("tags")).isEqualTo(JsonArray.of("garden"));
        assertThat(edited.getJsonObject("following").getString("title")).isEqualTo("Water");
        assertThat(edited.getJsonObject("following").getJsonArray("tags")).isEqualTo(JsonArray.of("garden"));
    }

    @Test
    void edit_after_which_all_are_the_same_again_leaves_nothing_apart() {
        var id = weekly();
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed"));

        var edited = alice.patch(id, JsonObject.of("title", "Water both")).json();

        assertThat(edited.getString("title")).isEqualTo("Water both");
        assertThat(edited.containsKey("following")).isFalse();
    }

    @Test
    void undone_completion_and_a_second_one_lead_to_the_same() {
        var id = weekly();
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed"));
        alice.complete(id);
        var first = next(id, 3);
        alice.reopen(id);
        alice.complete(id);

        var second = next(id, 5);
        var redelivered = api.putOccurrence(UUID.fromString(id), 2, following(UUID.fromString(id), 5));

        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(second.getString("title")).isEqualTo("Water");
        assertThat(redelivered.status()).isEqualTo(200);
        assertThat(alice.list("series=" + id).tasks()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    this  | {"recurrence": null}                | #/recurrence
                    this  | {"time_zone": "UTC", "title": "A"}  | #/time_zone
                    these | {"title": "A"}                      | ?scope
                    """)
    void what_is_of_the_whole_series_can_not_be_edited_in_one_alone(String scope, String patch, String pointer) {
        var id = weekly();

        var answer = alice.patch(id + "?scope=" + scope, new JsonObject(patch));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void task_without_a_series_is_edited_alone_as_ever() {
        var id = alice.createId("title", "Once");

        var edited = alice.patch(id + "?scope=this", JsonObject.of("title", "Just once", "time_zone", "Asia/Tokyo"));

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().containsKey("following")).isFalse();
    }

    @Test
    void nothing_follows_once_the_series_was_ended_even_after_the_completion() {
        var id = weekly();
        alice.complete(id);
        alice.patch(id, new JsonObject().putNull("recurrence"));

        var answer = api.putOccurrence(UUID.fromString(id), 2, following(UUID.fromString(id), 2));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(alice.list("status=open").tasks()).isEmpty();
    }

    @Test
    void history_of_a_task_edited_alone_has_each_version_once() {
        var id = weekly();
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed"));
        alice.patch(id + "?scope=this", JsonObject.of("title", "Water and feed"));
        alice.complete(id);

        assertThat(alice.historyOf(id)).isEqualTo(List.of("task.created 1", "task.updated 2", "task.completed 3"));
    }

    private String weekly() {
        return alice.createId(
                "title", "Water",
                "due_at", "2026-11-02T18:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "tags", JsonArray.of("home"),
                "recurrence", JsonObject.of("rule", "FREQ=WEEKLY"));
    }

    private JsonObject next(String id, int completedVersion) {
        var series = UUID.fromString(id);
        var answer = api.putOccurrence(series, 2, following(series, completedVersion));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return alice.get("/tasks/" + answer.json().getString("id")).json();
    }
}
