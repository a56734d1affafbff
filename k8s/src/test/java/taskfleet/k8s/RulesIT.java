package taskfleet.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts, by Prometheus' own tool; {@code src/test/resources/rules/alerts.yaml} has the cases. */
class RulesIT {
    private static final String RULES = "k8s/monitoring/rules.yaml";
    private static final String CASES = "k8s/src/test/resources/rules/alerts.yaml";

    @TempDir
    private Path folder = Path.of("");

    private String rules = "";

    @BeforeEach
    void unwrap() throws IOException {
        // promtool reads what stands in the spec of a PrometheusRule.
        rules = new YAMLMapper().writeValueAsString(Repository.yaml(RULES).path("spec"));
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Files.copy(Repository.path(CASES), folder.resolve("alerts.yaml"));
    }

    @Test
    void the_rule_object_keeps_to_its_schema() {
        var said = Tools.kubeconform(Repository.text(RULES));

        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void every_expression_parses() {
        var said = Tools.promtool("check", "rules", folder.resolve("rules.yaml").toString());

        assertThat(said.exitCode()).as(said.text()).isZero();
        System.out.print(said.text());
    }

    @Test
    void alerts_fire_when_they_should_and_are_silent_otherwise() {
        var said = Tools.promtool("test", "rules", folder.resolve("alerts.yaml").toString());

        assertThat(said.exitCode()).as(said.text()).isZero();
        System.out.print(said.text());
    }

    @Test
    void every_alert_is_tried_firing_and_silent_or_beside_one_that_is() {
        var fired = new ArrayList<String>();
        for (var test : Repository.yaml(CASES).path("tests")) {
            for (var rule : test.path("alert_rule_test")) {
                if (!rule.path("exp_alerts").isEmpty()) {
                    fired.add(rule.path("alertname").textValue());
                }
            }
        }

        assertThat(fired).containsAll(alerts().stream().map(RulesIT::name).toList());
    }

    @Test
    void every_alert_has_a_severity_and_a_page_to_run_by() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").textValue()).isIn("page", "ticket");
            assertThat(Repository.text(alert.at("/annotations/runbook").textValue()))
                    .startsWith("# " + name(alert) + "\n")
                    .contains("## Check", "## Fix");
        });
    }

    @Test
    void every_query_of_a_dashboard_parses() throws IOException {
        var group = JsonNodeFactory.instance.objectNode().put("name", "dashboards");
        var queries = group.putArray("rules");
        for (var dashboard : List.of("overview", "workers", "processes", "sidecars")) {
            for (var panel : Repository.yaml("k8s/monitoring/dashboards/%s.json".formatted(dashboard))
                    .path("panels")) {
                for (var target : panel.path("targets")) {
                    queries.addObject().put("record", "query").put("expr", filledIn(target));
                }
            }
        }
        var file = folder.resolve("queries.yaml");
        new YAMLMapper().writeValue(file.toFile(), Map.of("groups", List.of(group)));

        var said = Tools.promtool("check", "rules", "--lint=none", file.toString());

        assertThat(queries).hasSizeGreaterThan(20);
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void the_dashboards_are_provisioned_by_valid_objects() {
        var built = Tools.kustomize(Repository.path("k8s/monitoring"));
        assertThat(built.exitCode()).as(built.text()).isZero();

        var said = Tools.kubeconform(built.text());

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(built.text()).contains("taskfleet-overview", "taskfleet-sidecars", "grafana_dashboard");
    }

    @Test
    void a_broken_expression_is_found() throws IOException {
        Files.writeString(
                folder.resolve("broken.yaml"), rules.replace("sum by (namespace, service)", "sum by (namespace"));

        var said =
                Tools.promtool("check", "rules", folder.resolve("broken.yaml").toString());

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("parse error");
    }

    @Test
    void an_alert_that_no_longer_fires_is_found() throws IOException {
        Files.writeString(
                folder.resolve("rules.yaml"), rules.replace("fleet_outbox_oldest_age_seconds", "fleet_outbox_age"));

        var said = Tools.promtool("test", "rules", folder.resolve("alerts.yaml").toString());

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("OutboxStuck");
    }

    /** As Grafana does it. */
    private static String filledIn(JsonNode target) {
        return target.path("expr")
                .textValue()
                .replace("$namespace", "taskfleet")
                .replace("$__rate_interval", "1m");
    }

    private static List<JsonNode> alerts() {
        var alerts = new ArrayList<JsonNode>();
        for (var group : Repository.yaml(RULES).at("/spec/groups")) {
            for (var rule : group.path("rules")) {
                if (rule.has("alert")) {
                    alerts.add(rule);
                }
            }
        }
        return alerts;
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").textValue();
    }
}
