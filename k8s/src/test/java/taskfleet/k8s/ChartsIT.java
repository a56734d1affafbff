package taskfleet.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every chart with every value set. */
class ChartsIT {
    private static final List<String> VALUE_SETS = List.of("default", "minimal", "production", "development");

    @ParameterizedTest
    @FieldSource("taskfleet.k8s.Chart#ALL")
    void helm_finds_nothing_to_criticise(Chart chart) {
        var result = chart.lint();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("chartsWithValues")
    void every_object_keeps_to_the_schema_of_its_kind(Chart chart, String values) {
        for (var kubernetes : Chart.KUBERNETES) {
            var said = Tools.kubeconform(chart.render(Repository.values(values), Map.of(), kubernetes));

            assertThat(said.exitCode()).as(said.text()).isZero();
            assertThat(said.text()).contains("Invalid: 0, Errors: 0, Skipped: 0");
            System.out.printf("%s, %s values, Kubernetes %s: %s", chart, values, kubernetes, said.text());
        }
    }

    @ParameterizedTest
    @MethodSource("chartsWithValues")
    void dapr_knows_every_annotation_and_understands_its_value(Chart chart, String values) {
        var annotations = template(chart, values, Map.of()).at("/metadata/annotations");

        assertThat(DaprAnnotations.faults(annotations)).isEmpty();
        assertThat(annotations.path("dapr.io/enabled").textValue()).isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("chartsWithValues")
    void pods_may_do_as_little_as_the_restricted_standard_allows(Chart chart, String values) {
        var pod = template(chart, values, Map.of()).path("spec");
        var container = pod.path("containers").get(0).path("securityContext");

        assertThat(pod.path("automountServiceAccountToken").booleanValue()).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").textValue()).isEqualTo("RuntimeDefault");
        assertThat(container.path("allowPrivilegeEscalation").isBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").booleanValue()).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").booleanValue()).isTrue();
        assertThat(container.at("/capabilities/drop/0").textValue()).isEqualTo("ALL");
    }

    @ParameterizedTest
    @MethodSource("chartsWithValues")
    void a_stop_has_the_time_that_it_needs(Chart chart, String values) {
        var pod = template(chart, values, Map.of());
        int before =
                pod.at("/spec/containers/0/lifecycle/preStop/sleep/seconds").intValue();
        int drain = Integer.parseInt(environment(pod, "HTTP_DRAIN_TIMEOUT").replace("s", ""));
        int grace = pod.at("/spec/terminationGracePeriodSeconds").intValue();
        var blocked = pod.at("/metadata/annotations")
                .path("dapr.io/block-shutdown-duration")
                .textValue();

        assertThat(grace).isGreaterThan(before + 2 * drain);
        assertThat(blocked).isEqualTo(before + drain + "s");
    }

    @ParameterizedTest
    @FieldSource("taskfleet.k8s.Chart#ALL")
    void no_secret_is_in_a_value(Chart chart) {
        var objects = chart.objects(Repository.values("production"), Map.of());

        assertThat(objects).noneMatch(object -> object.path("kind").textValue().equals("Secret"));
        var environment = template(chart, "production", Map.of()).at("/spec/containers/0/env");
        assertThat(environment)
                .filteredOn(variable -> variable.path("name").textValue().matches(".*(TOKEN|PASSWORD|SECRET).*"))
                .isNotEmpty()
                .allMatch(
                        variable -> variable.at("/valueFrom/secretKeyRef/name").isTextual());
    }

    @ParameterizedTest
    @MethodSource("chartsWithApi")
    void an_ingress_leads_to_the_public_port(Chart chart) {
        var more = Map.of("service.ingress.enabled", true, "service.ingress.host", "tasks.example.com");
        var rendered = chart.render(Repository.values("default"), more);

        var said = Tools.kubeconform(rendered);
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(Repository.documents(rendered))
                .filteredOn(object -> object.path("kind").textValue().equals("Ingress"))
                .singleElement()
                .satisfies(ingress -> assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/port/name")
                                .textValue())
                        .isEqualTo("http"));
    }

    /** Where the Service's short name means another one, or none. */
    @Test
    void keda_finds_kafka_from_its_own_namespace() {
        var objects = new Chart("reminder-worker").objects(Repository.values("production"), Map.of());

        assertThat(objects)
                .filteredOn(object -> object.path("kind").textValue().equals("ScaledObject"))
                .singleElement()
                .satisfies(scaled -> assertThat(scaled.at("/spec/triggers"))
                        .hasSize(2)
                        .allSatisfy(trigger -> assertThat(
                                        trigger.at("/metadata/bootstrapServers").textValue())
                                .matches("fleet-kafka-bootstrap\\.[a-z]+\\.svc:9092")));
    }

    /** The pod template of the one deployment. */
    static JsonNode template(Chart chart, String values, Map<String, ?> more) {
        return chart.objects(Repository.values(values), more).stream()
                .filter(object -> object.path("kind").textValue().equals("Deployment"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template");
    }

    private static String environment(JsonNode template, String name) {
        for (var variable : template.at("/spec/containers/0/env")) {
            if (variable.path("name").textValue().equals(name)) {
                return variable.path("value").textValue();
            }
        }
        throw new AssertionError(name + " is not set");
    }

    private static Stream<Arguments> chartsWithValues() {
        return Chart.ALL.stream().flatMap(chart -> VALUE_SETS.stream().map(values -> Arguments.of(chart, values)));
    }

    private static Stream<Chart> chartsWithApi() {
        return Chart.ALL.stream().filter(Chart::hasApi);
    }
}
