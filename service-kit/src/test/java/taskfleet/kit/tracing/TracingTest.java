package taskfleet.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.kit.config.Settings;

class TracingTest {

    @Test
    void it_is_off_when_the_environment_says_nothing() {
        assertThat(isOn(Map.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://collector:4318/v1/traces",
        "OTEL_TRACES_EXPORTER, otlp",
    })
    void it_is_on_when_the_environment_says_where_spans_go(String name, String value) {
        assertThat(isOn(Map.of(name, value))).isTrue();
        assertThat(isOn(Map.of(name, value, "OTEL_SDK_DISABLED", "true"))).isFalse();
    }

    @Test
    void it_is_off_when_the_exporter_is_none() {
        assertThat(isOn(Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
                .isFalse();
    }

    private static boolean isOn(Map<String, String> environment) {
        try (var tracing = Tracing.of("sample", Settings.of(environment))) {
            return tracing.isOn();
        }
    }
}
