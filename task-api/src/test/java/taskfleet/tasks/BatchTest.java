package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.Batch.batchOf;
import static taskfleet.tasks.Batch.complete;
import static taskfleet.tasks.Batch.creation;
import static taskfleet.tasks.Batch.delete;
import static taskfleet.tasks.Batch.patch;
import static taskfleet.tasks.Batch.results;
import static taskfleet.tasks.Batch.statuses;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final String NOWHERE = "019a4398-e000-7000-8000-000000000000";
    private static final int MOST = 500;

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void a_batch_creates_patches_completes_and_deletes_in_one_request() {
        var toPatch = alice.createId("title", "Water", "description", "All of them.");
        var toComplete = alice.createId("title", "Run");
        var toDelete = alice.createId("title", "Old");

        var answer = batch(
                false,
                creation("title", "New", "tags", JsonArray.of("a", "b, c"), "due_at", "2026-11-05T07:00:00+01:00"),
                patch(toPatch, JsonObject.of("priority", "high").putNull("description")),
                complete(toComplete),
                delete(toDelete));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactly(201, 200, 200, 204);
        var created = results(answer).getFirst();
        assertThat(created.getString("location"))
                .isEqualTo("/tasks/" + created.getJsonObject("body").getString("id"));
        assertThat(results(answer))
                .extracting(result -> result.getString("etag"))
                .containsExactly("\"1\"", "\"2\"", "\"2\"", null);
        for (var result : results(answer).subList(0, 3)) {
            var body = result.getJsonObject("body");
            assertThat(alice.get("/tasks/" + body.getString("id")).json()).isEqualTo(body);
        }
        assertThat(alice.get("/tasks/" + toDelete).status()).isEqualTo(404);
        assertThat(api.row(toDelete).encode()).doesNotContain("Old");
        assertThat(alice.events().subList(3, 7))
                .extracting(event -> event.type().typeName())
                .containsExactly("task.created", "task.updated", "task.completed", "task.deleted");
    }

    @Test
    void a_task_written_by_a_batch_is_as_one_written_alone() {
        var body = JsonObject.of(
                "title", "Run \"fast\" \\ \u00e4\ud83c\udf31",
                "description", "Line 1\nline 2",
                "priority", "urgent",
                "tags", JsonArray.of("a,b", "{c}", "\"d\""),
                "due_at", "2026-11-05T07:00:00.123456+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", JsonObject.of("rule", "FREQ=DAILY", "after", "completion"),
                "reminders", JsonArray.of(JsonObject.of("before_due", "PT30M")));
        var alone = alice.post(body).json().getString("id");

        var created = results(batch(true, JsonObject.of("op", "create", "task", body)))
                .getFirst()
                .getJsonObject("body");
        var together = created.getString("id");
        batch(true, complete(together));
        alice.complete(alone);

        assertThat(written(together)).isEqualTo(written(alone));
    }

    @Test
    void an_operation_meets_its_task_as_the_ones_before_have_left_it() {
        var id = alice.createId("title", "Run", "recurrence", JsonObject.of("rule", "FREQ=DAILY"));

        var answer = batch(
                true,
                patch(id, JsonObject.of("title", "Run fast")),
                complete(id).put("if_match", "\"2\""),
                complete(id),
                patch(id, JsonObject.of("priority", "low")));
        var gone = batch(false, delete(id), complete(id));

        assertThat(statuses(answer)).containsExactly(200, 200, 200, 200);
        assertThat(results(answer))
                .extracting(result -> result.getString("etag"))
                .containsExactly("\"2\"", "\"3\"", "\"3\"", "\"4\"");
        assertThat(statuses(gone)).containsExactly(204, 404);
        assertThat(alice.historyOf(id))
                .containsExactly(
                        "task.created 1", "task.updated 2", "task.completed 3", "task.updated 4", "task.deleted 5");
        assertThat(api.row(id).getInteger("completed_version")).isEqualTo(3);
    }

    @Test
    void each_on_its_own_the_right_ones_are_done_and_the_others_told_why_not() {
        var id = alice.createId("title", "Water");
        var mallory = api.newUser();
        var other = mallory.createId("title", "Mallory's");

        var answer = batch(
                false,
                creation("title", ""),
                patch(id, JsonObject.of("title", "Watered")).put("if_match", "\"7\""),
                patch(id, JsonObject.of("due_at", "tomorrow")),
                delete(NOWHERE),
                complete(other),
                JsonObject.of("op", "reopen", "id", id),
                complete(id).put("if_match", "1"),
                JsonObject.of("op", "complete", "id", "7", "force", true),
                patch(id, JsonObject.of("priority", "high")).put("if_match", "\"1\""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactly(422, 412, 422, 404, 404, 422, 400, 422, 200);
        assertThat(pointers(answer, 0)).containsExactly("#/operations/0/task/title");
        assertThat(pointers(answer, 2)).containsExactly("#/operations/2/patch/due_at");
        assertThat(pointers(answer, 5)).containsExactly("#/operations/5/op");
        assertThat(pointers(answer, 7)).containsExactlyInAnyOrder("#/operations/7/force", "#/operations/7/id");
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.updated 2");
        assertThat(mallory.historyOf(other)).containsExactly("task.created 1");
    }

    @Test
    void all_or_nothing_one_refused_operation_keeps_the_others_from_being_done() {
        var id = alice.createId("title", "Water");

        var answer = batch(true, creation("title", "New"), complete(id), delete(NOWHERE));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).endsWith(":batch-refused");
        assertThat(statuses(answer)).containsExactly(424, 424, 404);
        assertThat(results(answer).getLast().getJsonObject("problem").getString("type"))
                .endsWith(":not-found");
        assertThat(alice.list("").titles()).containsExactly("Water");
        assertThat(alice.events()).hasSize(1);
    }

    @Test
    void the_largest_batch_is_done_and_one_more_is_refused() {
        var creations = IntStream.range(0, MOST)
                .mapToObj(i -> creation("title", "t" + i))
                .toArray(JsonObject[]::new);

        var created = batch(true, creations);
        var ids = results(created).stream()
                .map(result -> result.getJsonObject("body").getString("id"))
                .toList();
        var completed = batch(true, ids.stream().map(Batch::complete).toArray(JsonObject[]::new));
        var tooMany = batch(
                true,
                IntStream.rangeClosed(0, MOST)
                        .mapToObj(i -> creation("title", "t" + i))
                        .toArray(JsonObject[]::new));

        assertThat(statuses(created)).hasSize(MOST).containsOnly(201);
        assertThat(statuses(completed)).hasSize(MOST).containsOnly(200);
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.pointers()).containsExactly("#/operations");
        assertThat(alice.events()).hasSize(2 * MOST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                           | #/atomic, #/operations
            {"atomic": "yes", "operations": {}}          | #/atomic, #/operations
            {"atomic": true, "operations": [7]}          | #/operations/0
            {"atomic": true, "operations": [], "all": 1} | #/all
            """)
    void a_batch_that_is_none_is_refused_as_a_whole(String body, String pointers) {
        var answer = alice.call("POST", "/tasks/batch", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactlyInAnyOrder(pointers.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "Idempotency-Key"})
    void a_header_that_holds_for_single_writes_only_is_refused(String header) {
        var body = JsonObject.of("atomic", true, "operations", JsonArray.of(creation("title", "Water")));

        var answer = alice.call("POST", "/tasks/batch", body.encode(), Map.of(header, "\"1\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(alice.list("").tasks()).isEmpty();
    }

    @Test
    void where_it_is_demanded_each_change_says_what_it_has_seen() {
        try (var strict = RunningTaskApi.start(Map.of("TASKS_IF_MATCH_REQUIRED", "true"))) {
            var bob = strict.newUser();
            var id = bob.createId("title", "Water");

            var answer = batchOf(
                    bob,
                    false,
                    creation("title", "New"),
                    complete(id),
                    delete(id),
                    patch(id, new JsonObject()),
                    complete(id).put("if_match", "\"1\""));

            assertThat(statuses(answer)).containsExactly(201, 428, 428, 428, 200);
        }
    }

    @Test
    void a_client_that_prefers_little_gets_the_tags_alone() {
        var body = JsonObject.of("atomic", true, "operations", JsonArray.of(creation("title", "Water")));

        var answer = alice.call("POST", "/tasks/batch", body.encode(), Map.of("Prefer", "return=minimal"));

        assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
        assertThat(results(answer).getFirst().fieldNames()).containsExactlyInAnyOrder("status", "location", "etag");
    }

    private ApiAnswer batch(boolean atomic, JsonObject... operations) {
        return batchOf(alice, atomic, operations);
    }

    private static List<String> pointers(ApiAnswer answer, int index) {
        return results(answer).get(index).getJsonObject("problem").getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    /** The row of a task, without what is its own. */
    private static JsonObject written(String id) {
        var row = api.row(id);
        List.of("task_id", "series_id", "changed_in").forEach(row::remove);
        return row;
    }
}
