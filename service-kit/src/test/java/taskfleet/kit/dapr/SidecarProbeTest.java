package taskfleet.kit.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.testing.RecordingSidecar;

class SidecarProbeTest {
    private final RecordingSidecar sidecar = new RecordingSidecar();

    @ParameterizedTest
    @ValueSource(
            strings = {"1.18.2", "v1.18.2", "1.18.3", "1.18.10", "1.19.0", "2.0.0", "1.18.2-rc.1", "edge", "unknown"})
    void a_sidecar_that_is_new_enough_is_taken(String version) {
        sidecar.metadata = holding(version, "tasks");

        var answer = probe("tasks");

        assertThat(answer.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.18.1", "v1.17.7", "1.9.30", "0.99.99", "1.18.0-rc.2"})
    void an_older_sidecar_is_refused(String version) {
        sidecar.metadata = holding(version, "tasks");

        var answer = probe("tasks");

        assertThat(answer.cause())
                .hasMessageContaining("runtimeVersion: " + version)
                .hasMessageContaining("1.18.2");
    }

    @Test
    void a_sidecar_that_missed_a_subscription_is_refused() {
        sidecar.metadata = holding("1.18.2", "tasks");

        var answer = probe("tasks", "reminders");

        assertThat(answer.cause())
                .hasMessageContaining("subscriptions: [tasks]")
                .hasMessageContaining("reminders");
    }

    @Test
    void more_subscriptions_than_asked_for_are_no_harm() {
        sidecar.metadata = holding("1.18.2", "tasks", "reminders");

        assertThat(probe("tasks").succeeded()).isTrue();
    }

    @Test
    void a_sidecar_that_is_away_is_down() {
        sidecar.away = true;

        assertThat(probe("tasks").cause()).isInstanceOf(SidecarException.class);
    }

    private Future<?> probe(String... topics) {
        return new SidecarProbe(sidecar, Set.of(topics)).probe();
    }

    private static Sidecar.Metadata holding(String version, String... topics) {
        return new Sidecar.Metadata(version, Set.of(), Set.of(topics));
    }
}
