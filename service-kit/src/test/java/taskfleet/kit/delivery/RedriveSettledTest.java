package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveSettledTest {
    private static final RedriveSettled SETTLED =
            new RedriveSettled("an-event", "sample-worker", 2, "handled", SampleWorker.NOW);

    @Test
    void what_a_worker_tells_is_read_back() {
        assertThat(RedriveSettled.read(SETTLED.toJson())).contains(SETTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_id", "consumer", "redrive", "outcome", "settled_at"})
    void without_any_part_it_is_no_notice(String part) {
        var event = SETTLED.toJson();
        event.getJsonObject("data").remove(part);

        assertThat(RedriveSettled.read(event)).isEmpty();
    }

    @Test
    void an_event_of_another_type_is_no_notice() {
        assertThat(RedriveSettled.read(SETTLED.toJson().put("type", "task.created")))
                .isEmpty();
        assertThat(RedriveSettled.read(new JsonObject())).isEmpty();
    }
}
