package taskfleet.kit.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTraceTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void the_trace_of_an_event_stands_in_it_under_the_name_that_the_sidecar_respects_too() {
        var event = new JsonObject().put("id", "1").put("traceparent", TRACE).put("data", new JsonObject());

        var published = new JsonObject(DaprSidecar.keepingTrace(event.encode()));

        assertThat(published).isEqualTo(event.copy().put("traceid", TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"data\":{}}",
                "{\"id\":\"1\",\"traceparent\":\"\"}",
                "{\"id\":\"1\",\"traceid\":\"" + TRACE + "\",\"traceparent\":\"" + TRACE + "\"}",
                "{\"id\":\"1\",\"data\":{\"title\":\"\\\"traceparent\\\":\\\"00-1\\\"\"}}",
            })
    void an_event_without_a_trace_or_with_both_names_is_published_as_it_is(String event) {
        assertThat(DaprSidecar.keepingTrace(event)).isEqualTo(event);
    }
}
