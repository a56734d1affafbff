package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.AtOnce.atOnce;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalRequestsTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final RunningTaskApi replica = api.startReplica();
    private static final int ROUNDS = 20;

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        replica.close();
        api.close();
    }

    @Test
    void every_answer_with_one_task_has_its_version_as_entity_tag() {
        var created = alice.post(JsonObject.of("title", "Water"));
        var id = created.json().getString("id");

        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(alice.get("/tasks/" + id).header("ETag")).isEqualTo("\"1\"");
        assertThat(alice.patch(id, JsonObject.of("priority", "high")).header("ETag"))
                .isEqualTo("\"2\"");
        assertThat(alice.complete(id).header("ETag")).isEqualTo("\"3\"");
        assertThat(alice.reopen(id).header("ETag")).isEqualTo("\"4\"");
        assertThat(alice.reopen(id).header("ETag")).isEqualTo("\"4\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PATCH  |           | {"title":"Watered"}
            DELETE |           |
            POST   | /complete |
            POST   | /reopen   |
            """)
    void a_write_meant_for_another_version_changes_nothing(String method, String verb, String body) {
        var id = alice.createId("title", "Water");
        var path = "/tasks/" + id + (verb == null ? "" : verb);
        alice.complete(id);

        var stale = alice.call(method, path, body, Map.of("If-Match", "\"1\""));
        var history = alice.historyOf(id);
        var right = alice.call(method, path, body, Map.of("If-Match", "\"2\""));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().getString("type")).endsWith(":precondition-failed");
        assertThat(stale.json().getString("detail")).contains("\"2\"");
        assertThat(history).containsExactly("task.created 1", "task.completed 2");
        assertThat(right.status()).isIn(200, 204);
    }

    @Test
    void a_write_may_be_meant_for_one_of_several_versions_or_for_any() {
        var id = alice.createId("title", "Water");

        assertThat(patch(id, "\"7\", \"1\"").status()).isEqualTo(200);
        assertThat(patch(id, "*").status()).isEqualTo(200);
        assertThat(patch(id, "W/\"3\"").status()).as("a weak tag").isEqualTo(412);
    }

    @Test
    void a_mistake_in_the_request_is_told_before_its_condition() {
        var id = alice.createId("title", "Water");

        var answer = alice.patch(id, JsonObject.of("title", ""), Map.of("If-Match", "\"7\""));

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_task_that_is_not_there_is_not_found_whatever_the_condition() {
        assertThat(patch("019a4398-e000-7000-8000-000000000000", "*").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", "", "*, \"1\"", "\"1\"; q=1"})
    void a_condition_that_cannot_be_read_is_refused_and_changes_nothing(String condition) {
        var id = alice.createId("title", "Water");

        var answer = patch(id, condition);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("type")).endsWith(":malformed-header");
        assertThat(answer.json().getString("detail")).startsWith("If-Match: ");
        assertThat(alice.historyOf(id)).containsExactly("task.created 1");
    }

    @Test
    void a_task_that_the_client_has_already_is_not_sent_again() {
        var id = alice.createId("title", "Water");

        var same = get(id, "\"1\"");
        var weak = get(id, "W/\"7\", W/\"1\"");
        alice.complete(id);
        var changed = get(id, "\"1\"");

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo("\"1\"");
        assertThat(weak.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void where_it_is_demanded_no_write_goes_without_a_condition() {
        try (var strict = RunningTaskApi.start(Map.of("TASKS_IF_MATCH_REQUIRED", "true"))) {
            var bob = strict.newUser();
            var id = bob.createId("title", "Water");

            var blind = List.of(bob.patch(id, new JsonObject()), bob.complete(id), bob.reopen(id), bob.delete(id));
            var seeing = bob.patch(id, JsonObject.of("title", "Watered"), Map.of("If-Match", "\"1\""));

            assertThat(blind).extracting(ApiAnswer::status).containsOnly(428);
            assertThat(blind.getFirst().json().getString("type")).endsWith(":precondition-required");
            assertThat(seeing.status()).isEqualTo(200);
            assertThat(bob.historyOf(id)).containsExactly("task.created 1", "task.updated 2");
        }
    }

    @Test
    void of_writes_for_one_version_at_two_replicas_exactly_one_is_done() throws Exception {
        var there = alice.at(replica);
        var id = alice.createId("title", "Water");
        for (int round = 1; round <= ROUNDS; round++) {
            var seen = Map.of("If-Match", "\"%d\"".formatted(round));
            var title = "round %d, ".formatted(round);

            var answers = atOnce(IntStream.range(0, 8)
                    .<Callable<ApiAnswer>>mapToObj(i ->
                            () -> (i % 2 == 0 ? alice : there).patch(id, JsonObject.of("title", title + i), seen))
                    .toList());

            assertThat(answers)
                    .extracting(ApiAnswer::status)
                    .containsOnlyOnce(200)
                    .containsOnly(200, 412);
        }
        assertThat(alice.eventsOf(id)).hasSize(ROUNDS + 1);
    }

    @Test
    void a_client_that_prefers_little_gets_the_tag_and_no_body() {
        var little = Map.of("Prefer", "respond-async, return=minimal; x=1, return=representation");

        var created = alice.call("POST", "/tasks", "{\"title\":\"Water\"}", little);
        var path = created.header("Location");
        var patched = alice.call("PATCH", path, "{\"title\":\"Watered\"}", little);
        var completed = alice.call("POST", path + "/complete", null, little);
        var reopened = alice.call("POST", path + "/reopen", null, little);

        assertThat(created.status()).isEqualTo(201);
        assertThat(List.of(patched, completed, reopened))
                .extracting(ApiAnswer::status)
                .containsOnly(204);
        assertThat(List.of(created, patched, completed, reopened)).allSatisfy(answer -> {
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
        });
        assertThat(List.of(created, patched, completed, reopened))
                .extracting(answer -> answer.header("ETag"))
                .containsExactly("\"1\"", "\"2\"", "\"3\"", "\"4\"");
    }

    @Test
    void a_client_that_prefers_the_task_is_told_that_it_was_heard() {
        var answer = alice.call("POST", "/tasks", "{\"title\":\"Water\"}", Map.of("Prefer", "return=representation"));
        var unknown = alice.call("POST", "/tasks", "{\"title\":\"Water\"}", Map.of("Prefer", "return=nothing, wait=5"));

        assertThat(answer.header("Preference-Applied")).isEqualTo("return=representation");
        assertThat(answer.json().getString("title")).isEqualTo("Water");
        assertThat(unknown.header("Preference-Applied")).isEmpty();
        assertThat(unknown.json().getString("title")).isEqualTo("Water");
    }

    private ApiAnswer patch(String id, String ifMatch) {
        return alice.patch(id, JsonObject.of("title", "for " + ifMatch), Map.of("If-Match", ifMatch));
    }

    private ApiAnswer get(String id, String ifNoneMatch) {
        return alice.call("GET", "/tasks/" + id, null, Map.of("If-None-Match", ifNoneMatch));
    }
}
