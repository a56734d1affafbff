package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource({
        "00-" + TRACE + ", 00-" + TRACE,
        "01-" + TRACE + ", 00-" + TRACE,
        "fe-" + TRACE + "-and-more, 00-" + TRACE,
    })
    void a_trace_is_read_in_the_form_of_version_00(String text, String read) {
        assertThat(Traceparent.read(text)).contains(read);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "none",
                "00-" + TRACE + "-more",
                "ff-" + TRACE,
                "0-" + TRACE,
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                " 00-" + TRACE,
            })
    void what_is_malformed_is_no_trace(@Nullable String text) {
        assertThat(Traceparent.read(text)).isEmpty();
    }

    @Test
    void a_trace_that_begins_is_well_formed_and_unlike_any_other() {
        var begun = Stream.generate(Traceparent::begin).limit(1000).toList();

        assertThat(begun)
                .doesNotHaveDuplicates()
                .allSatisfy(trace -> assertThat(Traceparent.read(trace)).contains(trace));
    }
}
