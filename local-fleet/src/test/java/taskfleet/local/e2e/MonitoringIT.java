package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;

/** What dashboards and alerts ask for is what the fleet says of itself, as a real Prometheus has scraped it. */
@Tag("e2e")
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path MONITORING = Checkout.find().root().resolve("k8s/monitoring");
    /**
     * Not on a laptop: Strimzi's exporter, Dapr's control plane, and mTLS, which renews certificates and which the access policy
     * needs. And no job fails here: its worker takes all of them.
     */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "kafka_consumergroup_|dapr_sentry_|dapr_runtime_mtls_|dapr_runtime_acl_|dapr_component_job_failure_");

    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:taskfleet:|(?:fleet|vertx|jvm|process|kafka|dapr)_)[a-z0-9_:]+(?:\\{[^}]*})?");

    private static final Pattern ROW =
            Pattern.compile("\\| `(?<name>fleet_[a-z_]+)` \\| \\w+ \\|(?<labels>[^|]*)\\|(?<services>[^|]*)\\|.*");
    private static final Set<String> LABELS_OF_ALL =
            Set.of("__name__", "instance", "job", "le", "namespace", "pod", "service");

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    @TempDir
    private static Path folder = Path.of("");

    private static Prometheus prometheus;

    @BeforeAll
    static void everythingHappensOnce() throws IOException {
        var fleet = STARTED.get();
        prometheus = new Prometheus(fleet, folder, yaml("rules.yaml").path("spec"));
        // First, as a worker that starts anew counts from nothing.
        anEventFindsItsWorkerAway(fleet);
        User.of(fleet).goesThroughAWeeklyTask();
        anEventIsGivenUpOnAndReviewed(fleet);
    }

    @AfterAll
    static void stop() {
        prometheus.close();
    }

    @Test
    void every_query_of_every_dashboard_returns_series() throws IOException {
        var queries = new LinkedHashMap<String, String>();
        for (var dashboard : List.of("overview", "workers", "processes", "sidecars")) {
            for (var panel : yaml("dashboards/%s.json".formatted(dashboard)).path("panels")) {
                for (var target : panel.path("targets")) {
                    var name = "%s, %s, %s"
                            .formatted(
                                    dashboard,
                                    panel.path("title").textValue(),
                                    target.path("refId").textValue());
                    queries.put(name, Prometheus.filledIn(target.path("expr").textValue()));
                }
            }
        }
        queries.values().removeIf(query -> ELSEWHERE.matcher(query).find());

        assertReturnSeries(queries);
        queries.forEach((name, query) -> System.out.printf("%s: %s%n", name, summary(prometheus.query(query))));
    }

    @Test
    void every_series_that_a_rule_looks_at_is_there() throws IOException {
        var selectors = new TreeSet<String>();
        for (var group : yaml("rules.yaml").at("/spec/groups")) {
            for (var rule : group.path("rules")) {
                var found = SELECTOR.matcher(rule.path("expr").textValue());
                while (found.find()) {
                    selectors.add(found.group());
                }
            }
        }
        selectors.removeIf(selector -> ELSEWHERE.matcher(selector).find());

        assertThat(selectors).hasSizeGreaterThan(20);
        var queries = new LinkedHashMap<String, String>();
        selectors.forEach(selector -> queries.put(selector, selector));
        assertReturnSeries(queries);
    }

    @Test
    void the_catalogue_has_every_metric_of_the_fleet_with_its_labels_and_services() throws IOException {
        var catalogue = catalogue();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(scraped()).isEqualTo(catalogue));
    }

    private static Map<String, String> scraped() {
        var labels = new TreeMap<String, Set<String>>();
        var services = new TreeMap<String, Set<String>>();
        for (var series : prometheus.query("{__name__=~\"fleet_.+\"}")) {
            var metric = series.path("metric");
            var name = metric.path("__name__").textValue().replaceFirst("_(bucket|count|sum|max)$", "");
            metric.fieldNames()
                    .forEachRemaining(label ->
                            labels.computeIfAbsent(name, n -> new TreeSet<>()).add(label));
            services.computeIfAbsent(name, n -> new TreeSet<>())
                    .add(metric.path("service").textValue());
        }
        labels.values().forEach(found -> found.removeAll(LABELS_OF_ALL));
        var scraped = new TreeMap<String, String>();
        labels.forEach((name, found) -> scraped.put(name, found + " of " + services.get(name)));
        return scraped;
    }

    /** The same as {@code docs/metrics.md} has it. */
    private static Map<String, String> catalogue() throws IOException {
        var catalogue = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Checkout.find().root().resolve("docs/metrics.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                catalogue.put(row.group("name"), words(row.group("labels")) + " of " + words(row.group("services")));
            }
        }
        return catalogue;
    }

    private static Set<String> words(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertReturnSeries(Map<String, String> queries) {
        assertThat(queries).isNotEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(queries)
                        .allSatisfy((name, query) ->
                                assertThat(prometheus.query(query)).as(query).isNotEmpty()));
    }

    private static void anEventFindsItsWorkerAway(Fleet fleet) {
        var worker = fleet.service("recurring-worker").replica();
        worker.process().kill();
        User.of(fleet).create(Map.of("title", "Sweep the yard"));
        await("its sidecar to try again")
                .atMost(PATIENCE)
                .until(() -> !prometheus
                        .query("dapr_resiliency_activations_total{app_id=\"recurring-worker\"}")
                        .isEmpty());
        worker.startProcess();
        worker.awaitReady();
    }

    private static void anEventIsGivenUpOnAndReviewed(Fleet fleet) {
        var olga = Operator.of(fleet, "olga");
        SampleLetter.of("analytics-worker", "task.created", "bob").titled("").happen(fleet);
        var id = olga.awaitLetters("worker=analytics-worker", 1)
                .getFirst()
                .get("id")
                .textValue();
        olga.discard(id, "no task is without a title");
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(MONITORING.resolve(file).toFile());
    }

    private static String summary(JsonNode series) {
        var first = series.get(0);
        return "%d series, the first %s = %s"
                .formatted(
                        series.size(),
                        first.path("metric"),
                        first.at("/value/1").textValue());
    }
}
