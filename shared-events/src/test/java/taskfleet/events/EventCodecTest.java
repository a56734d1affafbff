package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final EventCodec CODEC = new EventCodec();

    static Stream<Event> samples() {
        return SampleEvents.byGoldenName().values().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_is_read_as_it_was_written(Event event) throws UnreadableEvent {
        byte[] body = CODEC.write(event);

        Event read = CODEC.read(body);

        assertThat(read).isEqualTo(event);
    }
}
