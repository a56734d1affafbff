package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Event;
import taskfleet.events.TaskCreated;
import taskfleet.events.Traceparent;

class CreateTaskTest {
    private static final RunningTaskApi api = RunningTaskApi.start();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void a_title_is_enough_and_the_rest_has_defaults() {
        var alice = api.newUser();

        var answer = alice.post(JsonObject.of("title", "Water the plants"));

        var id = answer.json().getString("id");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/tasks/" + id);
        assertThat(answer.json().getMap())
                .isEqualTo(Map.of(
                        "id", id,
                        "title", "Water the plants",
                        "priority", "none",
                        "tags", List.of(),
                        "time_zone", "UTC",
                        "reminders", List.of(),
                        "status", "open",
                        "version", 1,
                        "created_at", "2026-11-02T08:00:00Z",
                        "updated_at", "2026-11-02T08:00:00Z"));
    }

    @Test
    void every_field_comes_back_as_it_was_given() {
        var alice = api.newUser();
        var given = everyField();

        var created = alice.post(given).json();

        var expected = given.copy()
                .put("id", created.getString("id"))
                .put("status", "open")
                .put("version", 1)
                .put("series_id", created.getString("id"))
                .put("occurrence", 1)
                .put("created_at", "2026-11-02T08:00:00Z")
                .put("updated_at", "2026-11-02T08:00:00Z");
        assertThat(created).isEqualTo(expected);
        assertThat(alice.get("/tasks/" + created.getString("id")).json()).isEqualTo(created);
    }

    @Test
    void the_event_tells_what_the_answer_told() {
        var alice = api.newUser();

        var created = alice.post(everyField()).json();

        var event = alice.events().getFirst();
        assertThat(alice.events()).hasSize(1);
        assertThat(event.data()).isInstanceOf(TaskCreated.class);
        assertThat(event.partitionKey()).isEqualTo(alice.name());
        assertThat(event.causationId()).isNull();
        assertThat(event.hops()).isZero();
        assertThat(event.time()).isEqualTo(api.clock.instant());
        assertThat(TaskJson.of(ApiUser.change(event).task())).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-06",
                "2026-11-06T09:00:00Z",
                "2026-11-06T09:00:00+01:00",
                "2026-11-06T09:00:00.123456-05:30"
            })
    void a_due_date_keeps_its_shape_and_offset(String due) {
        var alice = api.newUser();

        var created = alice.create("title", "Pay the rent", "due_at", due);

        assertThat(created.getString("due_at")).isEqualTo(due);
        assertThat(alice.get("/tasks/" + created.getString("id")).json()).isEqualTo(created);
    }

    @Test
    void a_rule_is_kept_in_its_canonical_form_and_counts_from_the_due_date() {
        var alice = api.newUser();

        var created = alice.create("title", "Run", "recurrence", JsonObject.of("rule", "rrule:byday=mo;freq=weekly"));

        assertThat(created.getJsonObject("recurrence"))
                .isEqualTo(JsonObject.of("rule", "FREQ=WEEKLY;BYDAY=MO", "after", "due_date"));
    }

    @Test
    void the_limits_of_each_field_are_within_it() {
        var alice = api.newUser();
        var tags = new JsonArray();
        for (int i = 0; i < 20; i++) {
            tags.add("%050d".formatted(i));
        }

        var answer = alice.post(JsonObject.of(
                "title", "\uD83C\uDF31".repeat(200),
                "description", "d".repeat(10_000),
                "tags", tags));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().getString("title")).isEqualTo("\uD83C\uDF31".repeat(200));
        assertThat(alice.events()).hasSize(1);
    }

    @Test
    void the_trace_of_the_request_goes_on_in_the_event() {
        var alice = api.newUser();

        alice.call("POST", "/tasks", "{\"title\": \"Water\"}", Map.of("traceparent", RunningTaskApi.TRACE));

        assertThat(alice.events())
                .singleElement()
                .extracting(Event::traceparent)
                .isEqualTo(RunningTaskApi.TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "none", ""})
    void a_malformed_trace_is_replaced_by_a_new_one(String traceparent) {
        var alice = api.newUser();

        alice.call("POST", "/tasks", "{\"title\": \"Water\"}", Map.of("traceparent", traceparent));

        assertThat(alice.events())
                .singleElement()
                .satisfies(event -> assertThat(Traceparent.read(event.traceparent()))
                        .contains(String.valueOf(event.traceparent())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "title", "[]", "[1]", "\"text\"", "7", "null", "{\"title\": \"x\"", "{} {}"})
    void a_body_that_is_no_json_object_is_malformed(String body) {
        var alice = api.newUser();

        var answer = alice.call("POST", "/tasks", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:taskfleet:problem:malformed-body");
    }

    @Test
    void a_body_nested_beyond_reason_is_malformed() {
        var alice = api.newUser();

        var answer = alice.call("POST", "/tasks", "{\"title\":" + "[".repeat(50_000));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        var alice = api.newUser();

        var answer = alice.post(JsonObject.of("title", "Read", "description", "x".repeat(300_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getString("type")).isEqualTo("urn:taskfleet:problem:body-too-large");
    }

    @Test
    void a_request_without_a_valid_token_is_refused() {
        var withoutToken = api.call("GET", "/tasks", Map.of(), null);
        var withForeignToken = api.call("GET", "/tasks", Map.of("Authorization", "Bearer abc.def.ghi"), null);

        assertThat(withoutToken.status()).isEqualTo(401);
        assertThat(withoutToken.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(withForeignToken.status()).isEqualTo(401);
    }

    private static JsonObject everyField() {
        return JsonObject.of(
                "title", "Water the plants",
                "description", "Not the cactus.",
                "priority", "high",
                "tags", JsonArray.of("home", "plants"),
                "due_at", "2026-11-02T18:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", JsonObject.of("rule", "FREQ=WEEKLY;BYDAY=MO", "after", "completion"),
                "reminders",
                        JsonArray.of(
                                JsonObject.of("before_due", "PT30M"), JsonObject.of("at", "2026-11-02T12:00:00Z")));
    }
}
