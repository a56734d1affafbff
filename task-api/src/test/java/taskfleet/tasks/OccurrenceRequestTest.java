package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.RunningTaskApi.following;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrenceRequestTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final Map<String, String> TOKEN = Map.of("dapr-api-token", RunningTaskApi.APP_TOKEN);

    private final ApiUser alice = api.newUser();
    private final UUID series = alice.completedSeries();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void only_the_sidecar_may_put_an_occurrence() {
        var body = following(series, 2).encode();

        var withoutToken = api.putOccurrence(series, 2, body, Map.of());
        var withWrongToken = api.putOccurrence(series, 2, body, Map.of("dapr-api-token", "guess"));
        var byPublicDoor = alice.call("PUT", "/series/%s/occurrences/2".formatted(series), body);

        assertThat(withoutToken.status()).isEqualTo(401);
        assertThat(withWrongToken.status()).isEqualTo(401);
        assertThat(byPublicDoor.status()).isEqualTo(404);
        assertThat(alice.events()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"reminders": 7}               | #/reminders
                    {"reminders": [{"at": 7}]}     | #/reminders/0/at
                    {"anchor": "yesterday"}        | #/anchor
                    {"due_at": "tomorrow"}         | #/due_at
                    {"follows": {"task_id": "7"}}  | #/follows/task_id
                    {"follows": {"sequence": 0}}   | #/follows/sequence
                    {"cause": {"event_id": "7"}}   | #/cause/event_id
                    {"cause": {"hops": "many"}}    | #/cause/hops
                    {"user_id": "mallory"}         | #/user_id
                    """)
    void a_mistake_in_it_is_told_at_its_pointer(String change, String pointer) {
        var body = following(series, 2).mergeIn(new JsonObject(change), true);

        var answer = api.putOccurrence(series, 2, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null"})
    void a_body_that_is_no_json_object_is_malformed(String body) {
        assertThat(api.putOccurrence(series, 2, body, TOKEN).status()).isEqualTo(400);
    }

    @Test
    void it_must_name_what_it_follows_and_what_led_to_it() {
        var answer = api.putOccurrence(series, 2, new JsonObject());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).contains("#/follows");
    }
}
