package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;

class DeadLetterTest {
    private static final String TOPIC = "tasks-dlq-sample-worker";
    private static final JsonObject EVENT = delivered(SampleEvents.TASK_CREATED);

    @Test
    void what_a_worker_writes_is_read_back_with_the_event_as_it_was_published() {
        var failure = new DeadLetter.Failure("attempts-exhausted", "no such table", 4, SampleWorker.NOW);
        var place = new DeadLetter.Place("tasks", 3, 42);

        var letter = read(DeadLetter.explained(EVENT, "sample-worker", place, failure));

        assertThat(letter.consumer()).isEqualTo("sample-worker");
        assertThat(letter.place()).isEqualTo(place);
        assertThat(letter.eventId()).isEqualTo(SampleEvents.TASK_CREATED.id().toString());
        assertThat(letter.redrive()).isZero();
        assertThat(letter.failure()).isEqualTo(failure);
        assertThat(letter.event())
                .contains(new JsonObject(
                        new String(new EventCodec().write(SampleEvents.TASK_CREATED), StandardCharsets.UTF_8)));
    }

    @Test
    void a_redriven_event_is_the_event_as_it_was_with_the_count_and_the_worker_it_is_for() throws Exception {
        var place = new DeadLetter.Place("tasks", 3, 42);
        var failure = new DeadLetter.Failure("attempts-exhausted", "no", 4, SampleWorker.NOW);

        var redriven = read(DeadLetter.explained(EVENT, "sample-worker", place, failure))
                .redriven(1);
        var again = read(DeadLetter.explained(redriven, "sample-worker", place, failure));

        var event = new EventCodec().read(redriven.toBuffer().getBytes());
        assertThat(event).isEqualTo(SampleEvents.TASK_CREATED.withRedrive(new Event.Redrive(1, "sample-worker")));
        assertThat(again.redrive()).isEqualTo(1);
        assertThat(again.redriven(2).getInteger("redrive")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[1]",
                "\"text\"",
                "{",
                "bytes of somebody else",
                "{\"id\": 7, \"dlattempts\": \"many\", \"dltime\": 9, \"dloffset\": -1, \"redrive\": true}",
                "{\"dlpartition\": 99999999999, \"dloffset\": 1e99, \"dltime\": \"yesterday\"}"
            })
    void whatever_lies_in_the_topic_is_a_letter(String record) {
        var letter = DeadLetter.read(TOPIC, record.getBytes(StandardCharsets.UTF_8));

        assertThat(letter.consumer()).isEqualTo("sample-worker");
        assertThat(letter.place()).isEqualTo(new DeadLetter.Place("tasks", -1, -1));
        assertThat(letter.failure().reason()).isEqualTo("unexplained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"type\": \"task.created\"}"})
    void what_has_no_id_can_not_be_redriven(String record) {
        var letter = DeadLetter.read(TOPIC, record.getBytes(StandardCharsets.UTF_8));

        assertThat(letter.isRedrivable()).isFalse();
        assertThatThrownBy(() -> letter.redriven(1)).isInstanceOf(IllegalStateException.class);
    }

    private static DeadLetter read(JsonObject letter) {
        return DeadLetter.read(TOPIC, letter.toBuffer().getBytes());
    }
}
