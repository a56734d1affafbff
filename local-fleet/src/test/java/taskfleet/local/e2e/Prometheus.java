package taskfleet.local.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import taskfleet.local.ApiClient;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Json;
import taskfleet.local.Ports;
import taskfleet.local.Service;
import taskfleet.local.Tool;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;

/** A real Prometheus that scrapes a fleet and its sidecars every second, with the fleet's rules. */
final class Prometheus implements AutoCloseable {
    /** The label that a cluster gives to all of its series. */
    private static final String NAMESPACE = "local";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final ApiClient api;

    Prometheus(Fleet fleet, Path folder, JsonNode ruleGroups) throws IOException {
        // Its format of rules is YAML, and what a PrometheusRule has as its spec.
        var rules = Files.write(folder.resolve("rules.yaml"), new YAMLMapper().writeValueAsBytes(ruleGroups));
        var configuration = Files.write(
                folder.resolve("prometheus.yaml"),
                Json.write(Map.of(
                        "global", Map.of("scrape_interval", "1s", "evaluation_interval", "1s"),
                        "rule_files", List.of(rules.toString()),
                        "scrape_configs", List.of(Map.of("job_name", "taskfleet", "static_configs", targets(fleet))))));
        int port = Ports.free().of(Service.TASK_API).http();
        this.api = new ApiClient(URI.create("http://127.0.0.1:" + port), "");
        this.process = fleet.runDirectory()
                .start(new Program(
                        "prometheus",
                        List.of(
                                Path.of(Tool.KUBERNETES.find(Checkout.find()), "bin", "prometheus")
                                        .toString(),
                                "--config.file=" + configuration,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port),
                        Map.of(),
                        folder));
        await("Prometheus to be ready")
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !query("up == 1").isEmpty());
    }

    /** A query of a dashboard with the values of its variables, as Grafana puts them there. */
    static String filledIn(String query) {
        return query.replace("$namespace", NAMESPACE).replace("$worker", ".+").replace("$__rate_interval", "30s");
    }

    /** The series that a query returns now; fails when it can't be read. */
    JsonNode query(String query) {
        return ask("query?query=" + encoded(query));
    }

    /** The same for each second of a time. */
    JsonNode query(String query, Instant from, Instant to) {
        return ask("query_range?step=1s&start=%s&end=%s&query=%s".formatted(from, to, encoded(query)));
    }

    private JsonNode ask(String question) {
        return api.get("/api/v1/" + question).expect(200).at("/data/result");
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }

    private static List<Map<String, Object>> targets(Fleet fleet) {
        return fleet.services().stream()
                .flatMap(service -> service.replicas().stream())
                .<Map<String, Object>>map(replica -> Map.of(
                        "targets",
                                List.of(
                                        replica.internalUrl().getAuthority(),
                                        replica.sidecarMetricsUrl().getAuthority()),
                        "labels", Map.of("namespace", NAMESPACE, "pod", replica.name())))
                .toList();
    }
}
