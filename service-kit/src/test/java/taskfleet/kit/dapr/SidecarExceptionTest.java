package taskfleet.kit.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import io.dapr.exceptions.DaprException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarExceptionTest {
    @ParameterizedTest
    @ValueSource(strings = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "UNKNOWN", "ERR_DIRECT_INVOKE"})
    void sidecar_or_service_that_is_not_there_is_away(String code) {
        assertThat(SidecarException.of("call", answer(code)).isAway()).isTrue();
        assertThat(SidecarException.ofState("state", answer(code)).isAway()).isTrue();
    }

    @Test
    void connection_that_breaks_is_away() {
        assertThat(SidecarException.of("call", new IOException("broken pipe")).isAway())
                .isTrue();
    }

    @Test
    void internal_error_is_a_refusal_except_of_a_state_store() {
        assertThat(SidecarException.of("binding", answer("INTERNAL")).isAway()).isFalse();
        assertThat(SidecarException.ofState("state", answer("INTERNAL")).isAway())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABORTED", "INVALID_ARGUMENT", "FAILED_PRECONDITION"})
    void what_a_state_store_refuses_is_refused(String code) {
        assertThat(SidecarException.ofState("state", answer(code)).isAway()).isFalse();
    }

    private static DaprException answer(String code) {
        return new DaprException(code, "as the sidecar says it", new byte[0], 500);
    }
}
