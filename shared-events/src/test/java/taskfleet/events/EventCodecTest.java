package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final EventCodec CODEC = new EventCodec();

    static Stream<Map.Entry<String, Event>> samples() {
        return SampleEvents.byGoldenName().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_is_written_as_its_golden_file(Map.Entry<String, Event> sample) {
        String golden = new String(GoldenJson.file(sample.getKey()), StandardCharsets.UTF_8);

        String written = GoldenJson.layout(CODEC.write(sample.getValue()));

        assertThat(written).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_file_is_read_as_its_event(Map.Entry<String, Event> sample) throws UnreadableEvent {
        byte[] golden = GoldenJson.file(sample.getKey());

        Event read = CODEC.read(golden);

        assertThat(read).isEqualTo(sample.getValue());
    }

    @Test
    void every_type_has_a_golden_file() {
        Stream<EventType> types = SampleEvents.byGoldenName().values().stream().map(Event::type);

        assertThat(types).contains(EventType.values());
    }

    @Test
    void all_attributes_survive_a_round_trip() throws UnreadableEvent {
        Event event = SampleEvents.REMINDER_TRIGGERED
                .withRedrive(new Event.Redrive(2, "reminder-worker"))
                .withSource(URI.create("urn:else"));

        Event read = CODEC.read(CODEC.write(event));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void what_the_sidecar_adds_is_ignored() throws UnreadableEvent {
        ObjectNode event = GoldenJson.tree("task.created.v1");
        event.put("pubsubname", "kafka-pubsub")
                .put("topic", "tasks")
                .put("traceid", "")
                .put("tracestate", "");
        event.put("traceparent", "").put("expiration", "2026-11-02T09:00:00Z");

        Event read = CODEC.read(GoldenJson.bytes(event));

        assertThat(read).isEqualTo(SampleEvents.TASK_CREATED);
    }

    @Test
    void a_malformed_trace_is_ignored() throws UnreadableEvent {
        ObjectNode event = GoldenJson.tree("task.created.v1").put("traceparent", "00-1-2-3");

        Event read = CODEC.read(GoldenJson.bytes(event));

        assertThat(read).isEqualTo(SampleEvents.TASK_CREATED);
    }

    @Test
    void attributes_of_any_name_and_value_are_ignored() throws UnreadableEvent {
        ObjectNode event = GoldenJson.tree("task.created.v1");
        event.put("Not_A-Name", 1)
                .put("ratio", 0.5)
                .putNull("nothing")
                .putObject("nested")
                .put("deep", true);

        Event read = CODEC.read(GoldenJson.bytes(event));

        assertThat(read).isEqualTo(SampleEvents.TASK_CREATED);
    }

    @Test
    void fields_of_a_later_version_are_ignored() throws UnreadableEvent {
        ObjectNode event = GoldenJson.tree("task.created.v1-with-reminders");
        ObjectNode data = event.withObject("/data");
        data.put("colour", "green").putObject("location").put("city", "Berlin");
        ((ObjectNode) data.at("/reminders/0")).put("channel", "mail");

        Event read = CODEC.read(GoldenJson.bytes(event));

        assertThat(read).isEqualTo(SampleEvents.TASK_CREATED_WITH_REMINDERS);
    }

    @Test
    void numbers_are_integers_by_value_however_they_are_spelled() throws UnreadableEvent {
        ObjectNode event = GoldenJson.tree("task.updated.v1");
        event.put("sequence", 2.0).put("hops", "0");
        event.withObject("/data").put("version", 2.0);

        Event read = CODEC.read(GoldenJson.bytes(event));

        assertThat(read).isEqualTo(SampleEvents.TASK_UPDATED);
    }

    @Test
    void an_event_that_no_consumer_could_read_is_not_written() {
        Event untitled =
                SampleEvents.fresh(new TaskCreated(SampleTask.plain().title("").build()));

        assertThatThrownBy(() -> CODEC.write(untitled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/data/title: text of 0 characters (expected: minLength 1)");
    }
}
