package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.AtOnce.atOnce;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.EventCodec;
import taskfleet.kit.outbox.OutboxRows;

class IdempotencyKeyTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final RunningTaskApi replica = api.startReplica();
    private static final int ROUNDS = 20;
    private static final Duration DAY = Duration.ofHours(24);

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        replica.close();
        api.close();
    }

    @Test
    void a_repeat_gets_the_first_answer_whatever_has_become_of_the_task() {
        var body = JsonObject.of(
                "title",
                "Run",
                "tags",
                JsonArray.of("sport"),
                "due_at",
                "2026-11-05T07:00:00+01:00",
                "time_zone",
                "Europe/Berlin",
                "recurrence",
                JsonObject.of("rule", "FREQ=DAILY"),
                "reminders",
                JsonArray.of(JsonObject.of("before_due", "PT30M")));
        var first = post("k", body);
        var id = first.json().getString("id");
        api.clock.advance(Duration.ofMinutes(1));

        var again = post("k", body);
        alice.patch(id, JsonObject.of("title", "Run faster"));
        var afterAnEdit = post("k", body);
        alice.delete(id);
        var afterItsDeletion = post("k", body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(List.of(again, afterAnEdit, afterItsDeletion)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo(first.body());
            assertThat(answer.header("Location")).isEqualTo("/tasks/" + id);
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        });
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.updated 2", "task.deleted 3");
        assertThat(alice.events()).hasSize(3);
    }

    @Test
    void bodies_that_say_the_same_are_the_same_and_so_is_a_key_in_quotes() {
        var first = alice.call("POST", "/tasks", "{\"title\":\"a\",\"priority\":\"low\"}", key("k-1"));

        var again = alice.call(
                "POST", "/tasks", "{ \"priority\": \"low\", \"tags\": [], \"title\": \"a\" }", key("\"k-1\""));

        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        post("k", JsonObject.of("title", "Water"));

        var answer = post("k", JsonObject.of("title", "Run"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getString("type")).endsWith(":idempotency-key-reused");
        assertThat(alice.list("").titles()).containsExactly("Water");
    }

    @Test
    void keys_of_users_are_their_own() {
        var bob = api.newUser();

        var alices = post("k", JsonObject.of("title", "Water"));
        var bobs = bob.call("POST", "/tasks", "{\"title\":\"Run\"}", key("k"));

        assertThat(bobs.status()).isEqualTo(201);
        assertThat(bobs.json().getString("id")).isNotEqualTo(alices.json().getString("id"));
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        assertThat(post("k", JsonObject.of("title", "")).status()).isEqualTo(422);

        assertThat(post("k", JsonObject.of("title", "Water")).status()).isEqualTo(201);
    }

    @Test
    void after_a_day_a_key_is_free_again() {
        var body = JsonObject.of("title", "Water");
        var first = post("k", body);
        api.clock.advance(DAY);
        var lastRepeat = post("k", body);
        api.clock.advance(Duration.ofSeconds(1));

        var second = post("k", body);
        var repeatOfTheSecond = post("k", body);

        assertThat(lastRepeat.body()).isEqualTo(first.body());
        assertThat(second.json().getString("id")).isNotEqualTo(first.json().getString("id"));
        assertThat(repeatOfTheSecond.body()).isEqualTo(second.body());
        assertThat(alice.list("").tasks()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"\"", "a b", "a, b", "\"a\", \"b\"", "a\"b"})
    void a_key_that_cannot_be_read_is_refused(String key) {
        var answer = post(key, JsonObject.of("title", "Water"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("type")).endsWith(":malformed-header");
        assertThat(alice.list("").tasks()).isEmpty();
    }

    @Test
    void a_key_has_up_to_255_characters() {
        assertThat(post("x".repeat(255), JsonObject.of("title", "Water")).status())
                .isEqualTo(201);
        assertThat(post("x".repeat(256), JsonObject.of("title", "Water")).status())
                .isEqualTo(400);
    }

    @Test
    void repeats_at_the_same_time_at_two_replicas_make_one_task() throws Exception {
        var there = alice.at(replica);
        for (int round = 0; round < ROUNDS; round++) {
            var key = key("round-" + round);
            var body = JsonObject.of("title", "of round " + round).encode();

            var answers = atOnce(IntStream.range(0, 8)
                    .<Callable<ApiAnswer>>mapToObj(
                            i -> () -> (i % 2 == 0 ? alice : there).call("POST", "/tasks", body, key))
                    .toList());

            assertThat(answers).extracting(ApiAnswer::status).containsOnly(201);
            assertThat(answers)
                    .extracting(ApiAnswer::body)
                    .containsOnly(answers.getFirst().body());
        }
        assertThat(alice.list("limit=200").tasks()).hasSize(ROUNDS);
        assertThat(alice.events()).hasSize(ROUNDS);
    }

    @Test
    void different_bodies_at_the_same_time_under_one_key_make_one_task() throws Exception {
        var there = alice.at(replica);

        var answers = atOnce(IntStream.range(0, 8)
                .<Callable<ApiAnswer>>mapToObj(i -> () -> (i % 2 == 0 ? alice : there)
                        .call("POST", "/tasks", JsonObject.of("title", "t" + i).encode(), key("k")))
                .toList());

        assertThat(answers).extracting(ApiAnswer::status).containsOnlyOnce(201).containsOnly(201, 422);
        assertThat(alice.list("").tasks()).hasSize(1);
    }

    @Test
    void keys_are_forgotten_when_they_are_free_again() {
        post("k-1", JsonObject.of("title", "Water"));
        api.clock.advance(Duration.ofHours(1));
        post("k-2", JsonObject.of("title", "Run"));
        api.clock.advance(DAY);
        var vertx = Vertx.vertx();
        try (var database = api.database.open(vertx, "task")) {
            var creations = new CreationStore(database, new OutboxRows(new EventCodec()), key -> {}, api.clock, DAY);

            int forgotten = creations.forget();
            int left = creations.forget();

            assertThat(forgotten).isPositive();
            assertThat(left).isZero();
        }
        vertx.close().await();
        assertThat(post("k-2", JsonObject.of("title", "Run")).status()).isEqualTo(201);
        assertThat(alice.list("").titles()).containsExactlyInAnyOrder("Water", "Run");
    }

    private ApiAnswer post(String key, JsonObject body) {
        return alice.call("POST", "/tasks", body.encode(), key(key));
    }

    private static Map<String, String> key(String key) {
        return Map.of("Idempotency-Key", key);
    }
}
