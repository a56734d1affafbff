package taskfleet.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is refused, with a word on what was expected, before anything reaches a cluster. */
class RefusedValuesIT {
    private static final Chart API = new Chart("task-api");
    private static final Chart WORKER = new Chart("reminder-worker");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    service.replica                        | 3           | additional properties 'replica' not allowed
                    service.replicas                       | three       | got string, want null or integer
                    service.image.pullPolicy               | Sometimes   | value must be one of 'IfNotPresent', 'Always', 'Never'
                    service.image.digest                   | latest      | does not match pattern
                    service.resources.limits.memory        | much        | does not match pattern
                    service.database.url                   | localhost   | does not match pattern
                    service.autoscaling.maxReplicas        | 0           | minimum
                    service.settings.OUTBOX_BACTH          | 10          | additional properties 'OUTBOX_BACTH' not allowed
                    service.settings.OUTBOX_SWEEP          | 5 seconds   | does not match pattern
                    service.pod.annotations.dapr\\.io/app-id | other      | dapr.io/app-id
                    settings.TASKS_PAGE                    | many        | want integer
                    settings.REMINDER_HORIZON              | 2d          | additional properties 'REMINDER_HORIZON' not allowed
                    setting.TASKS_PAGE                     | 10          | additional properties 'setting' not allowed
                    """)
    void a_value_that_is_wrong_is_refused(String name, String value, String message) {
        assertThatThrownBy(() -> API.render(Repository.values("default"), Map.of(name, value)))
                .hasMessageContaining("values don't meet the specifications")
                .hasMessageContaining(message);
    }

    @Test
    void an_api_needs_to_know_whose_tokens_to_believe(@TempDir Path folder) throws Exception {
        var nothing = Files.writeString(folder.resolve("values.yaml"), "{}");

        assertThatThrownBy(() -> API.render(nothing, Map.of()))
                .hasMessageContaining("service.users.jwksUrl: missing (expected: the URL of your identity provider");
    }

    @Test
    void a_worker_has_no_more_replicas_than_partitions() {
        var tooMany = Map.of("service.autoscaling.enabled", true, "service.autoscaling.maxReplicas", 13);

        assertThatThrownBy(() -> WORKER.render(Repository.values("default"), tooMany))
                .hasMessageContaining(
                        "service.autoscaling.maxReplicas: 13 (expected: at most service.autoscaling.kafka.partitions, 12");
    }

    @Test
    void a_worker_has_no_ingress() {
        assertThatThrownBy(() -> WORKER.render(Repository.values("default"), Map.of("service.ingress.enabled", true)))
                .hasMessageContaining(
                        "service.ingress.enabled: true (expected: false, reminder-worker has no public port)");
    }

    @Test
    void a_field_that_its_kind_does_not_have_is_found() {
        var rendered = API.render(Repository.values("default"), Map.of());

        var said = Tools.kubeconform(rendered.replace("revisionHistoryLimit", "revisionsHistoryLimit"));

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("revisionsHistoryLimit");
    }

    @Test
    void an_annotation_that_dapr_would_pass_over_is_found() {
        var annotations = JsonNodeFactory.instance
                .objectNode()
                .put("dapr.io/enabled", "yes")
                .put("dapr.io/app-prot", "8080")
                .put("dapr.io/app-port", "abc")
                .put("dapr.io/sidecar-memory-limit", "256 MB")
                .put("dapr.io/app-id", "task-api")
                .put("example.com/other", "anything");

        assertThat(DaprAnnotations.faults(annotations))
                .containsExactly(
                        "dapr.io/enabled: \"yes\" (expected: bool)",
                        "dapr.io/app-prot: unknown to Dapr",
                        "dapr.io/app-port: \"abc\" (expected: int32)",
                        "dapr.io/sidecar-memory-limit: \"256 MB\" (expected: \\d+(\\.\\d+)?(m|Ki|Mi|Gi|k|M|G)?)");
    }
}
