package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskStatus;
import taskfleet.events.TaskUpdated;

class ChangeTaskTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final String NOWHERE = "019a4398-e000-7000-8000-000000000000";

    private ApiUser alice = api.newUser();

    @BeforeEach
    void useNewUser() {
        alice = api.newUser();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void the_task_of_another_user_is_not_there() {
        var mallory = api.newUser();
        var id = alice.createId("title", "Secret");

        assertThat(mallory.get("/tasks/" + id).status()).isEqualTo(404);
        assertThat(mallory.patch(id, JsonObject.of("title", "Mine")).status()).isEqualTo(404);
        assertThat(mallory.complete(id).status()).isEqualTo(404);
        assertThat(mallory.reopen(id).status()).isEqualTo(404);
        assertThat(mallory.delete(id).status()).isEqualTo(404);
        assertThat(mallory.get("/tasks/" + id).body())
                .isEqualTo(mallory.get("/tasks/" + NOWHERE).body());

        assertThat(mallory.list("").tasks()).isEmpty();
        assertThat(mallory.events()).isEmpty();
        assertThat(alice.historyOf(id)).containsExactly("task.created 1");
    }

    @Test
    void an_id_that_is_none_is_not_there() {
        assertThat(alice.get("/tasks/7").status()).isEqualTo(404);
        assertThat(alice.delete("7").json().getString("type")).isEqualTo("urn:taskfleet:problem:not-found");
    }

    @Test
    void a_patch_changes_what_it_names_removes_what_it_nulls_and_leaves_the_rest() {
        var created = alice.create(
                "title", "Water",
                "description", "Not the cactus.",
                "priority", "high",
                "tags", JsonArray.of("home"));
        api.clock.advance(Duration.ofSeconds(1));

        var answer = alice.patch(
                created.getString("id"),
                JsonObject.of("title", "Water all", "tags", JsonArray.of("garden"))
                        .putNull("description")
                        .putNull("priority"));

        var expected = created.copy()
                .put("title", "Water all")
                .put("tags", JsonArray.of("garden"))
                .put("priority", "none")
                .put("version", 2)
                .put("updated_at", api.clock.instant().toString());
        expected.remove("description");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(expected);
        assertThat(alice.get("/tasks/" + created.getString("id")).json()).isEqualTo(expected);
    }

    @Test
    void the_event_of_a_patch_lists_exactly_the_changed_fields() {
        var id = alice.createId("title", "Water", "priority", "high", "due_at", "2026-11-06");

        var patched = alice.patch(
                id,
                JsonObject.of("title", "Water", "priority", "low", "due_at", "2026-11-07", "tags", new JsonArray()));

        var updated = (TaskUpdated) alice.eventsOf(id).getLast().data();
        assertThat(updated.changed()).containsExactly("priority", "due_at");
        assertThat(TaskJson.of(updated.task())).isEqualTo(patched.json());
    }

    @Test
    void a_patch_that_changes_nothing_publishes_nothing() {
        var created = alice.create("title", "Water", "priority", "high");

        var answer = alice.patch(created.getString("id"), JsonObject.of("title", "Water", "priority", "high"));
        var empty = alice.patch(created.getString("id"), new JsonObject());

        assertThat(answer.json()).isEqualTo(created);
        assertThat(empty.json()).isEqualTo(created);
        assertThat(alice.historyOf(created.getString("id"))).containsExactly("task.created 1");
    }

    @Test
    void a_patch_merges_into_the_recurrence() {
        var id = alice.createId("title", "Run", "recurrence", JsonObject.of("rule", "FREQ=DAILY"));

        var answer = alice.patch(id, JsonObject.of("recurrence", JsonObject.of("after", "completion")));

        assertThat(answer.json().getJsonObject("recurrence"))
                .isEqualTo(JsonObject.of("rule", "FREQ=DAILY", "after", "completion"));
        assertThat(((TaskUpdated) alice.eventsOf(id).getLast().data()).changed())
                .containsExactly("recurrence");
    }

    @Test
    void a_rule_given_later_starts_a_series_that_its_removal_leaves_in_place() {
        var id = alice.createId("title", "Run");

        var started = alice.patch(id, JsonObject.of("recurrence", JsonObject.of("rule", "FREQ=DAILY")));
        var ended = alice.patch(id, new JsonObject().putNull("recurrence"));

        assertThat(started.json().getString("series_id")).isEqualTo(id);
        assertThat(started.json().getInteger("occurrence")).isEqualTo(1);
        assertThat(ended.json().containsKey("recurrence")).isFalse();
        assertThat(ended.json().getString("series_id")).isEqualTo(id);
    }

    @Test
    void completing_again_changes_nothing() {
        var id = alice.createId("title", "Water");
        api.clock.advance(Duration.ofMinutes(1));
        var completed = alice.complete(id);
        api.clock.advance(Duration.ofMinutes(1));

        var again = alice.complete(id);

        assertThat(completed.json().getString("status")).isEqualTo("completed");
        assertThat(completed.json().getString("completed_at"))
                .isEqualTo(completed.json().getString("updated_at"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(completed.json());
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.completed 2");
    }

    @Test
    void reopening_again_changes_nothing() {
        var id = alice.createId("title", "Water");
        alice.complete(id);
        var reopened = alice.reopen(id);

        var again = alice.reopen(id);

        assertThat(reopened.json().getString("status")).isEqualTo("open");
        assertThat(reopened.json().containsKey("completed_at")).isFalse();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(reopened.json());
        assertThat(((TaskUpdated) alice.eventsOf(id).getLast().data()).changed())
                .containsExactly("status", "completed_at");
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.completed 2", "task.updated 3");
    }

    @Test
    void the_version_rises_by_one_with_every_event() {
        var id = alice.createId("title", "Water");

        alice.patch(id, JsonObject.of("priority", "low"));
        alice.complete(id);
        alice.patch(id, JsonObject.of("priority", "high"));
        alice.reopen(id);
        alice.complete(id);
        alice.delete(id);

        assertThat(alice.historyOf(id))
                .containsExactly(
                        "task.created 1",
                        "task.updated 2",
                        "task.completed 3",
                        "task.updated 4",
                        "task.updated 5",
                        "task.completed 6",
                        "task.deleted 7");
    }

    @Test
    void an_edit_of_a_completed_task_leaves_it_completed() {
        var id = alice.createId("title", "Water");
        var completed = alice.complete(id).json();
        api.clock.advance(Duration.ofMinutes(1));

        var edited = alice.patch(id, JsonObject.of("title", "Watered")).json();

        assertThat(edited.getString("status")).isEqualTo("completed");
        assertThat(edited.getString("completed_at")).isEqualTo(completed.getString("completed_at"));
    }

    @Test
    void a_deletion_tells_what_there_was_and_leaves_a_row_without_content() {
        var id = alice.createId(
                "title", "Secret title",
                "description", "Secret description",
                "priority", "urgent",
                "tags", JsonArray.of("secret"),
                "due_at", "2026-12-24T18:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", JsonObject.of("rule", "FREQ=YEARLY"),
                "reminders", JsonArray.of(JsonObject.of("before_due", "P1D")));

        var answer = alice.delete(id);

        var deleted = (TaskDeleted) alice.eventsOf(id).getLast().data();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(deleted.task().title()).isEqualTo("Secret title");
        assertThat(deleted.task().status()).isEqualTo(TaskStatus.OPEN);
        assertThat(deleted.task().version()).isEqualTo(2);
        var row = api.row(id);
        assertThat(row.getInteger("version")).isEqualTo(2);
        assertThat(row.getString("series_id")).isEqualTo(id);
        assertThat(row.encode()).doesNotContain("ecret", "2026-12-24", "Berlin", "YEARLY", "P1D", "\"priority\":4");
    }

    @Test
    void a_deleted_task_is_gone_for_every_verb() {
        var id = alice.createId("title", "Water");

        alice.delete(id);

        assertThat(alice.get("/tasks/" + id).status()).isEqualTo(404);
        assertThat(alice.patch(id, JsonObject.of("title", "Back")).status()).isEqualTo(404);
        assertThat(alice.complete(id).status()).isEqualTo(404);
        assertThat(alice.reopen(id).status()).isEqualTo(404);
        assertThat(alice.delete(id).status()).isEqualTo(404);
        assertThat(alice.list("").tasks()).isEmpty();
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.deleted 2");
    }
}
