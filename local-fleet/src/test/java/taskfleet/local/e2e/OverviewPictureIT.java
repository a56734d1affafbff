package taskfleet.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Json;

/**
 * Takes the picture of the overview that {@code docs/} shows, from what a Prometheus has scraped of a fleet in use, when asked
 * to by a property that names its folder: {@code -Doverview.picture=docs/images}. It draws the panels itself, as a Grafana would.
 */
@Tag("e2e")
@EnabledIfSystemProperty(
        named = "overview.picture",
        matches = ".+",
        disabledReason = "takes a picture only when asked to")
class OverviewPictureIT {
    private static final int USERS = 20;
    private static final Duration CALM = Duration.ofSeconds(40);
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_STORIES = Duration.ofMillis(150);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    @TempDir
    private Path folder = Path.of("");

    private final Fleet fleet = STARTED.get();
    private final List<User> users =
            IntStream.range(0, USERS).mapToObj(number -> User.of(fleet)).toList();

    @Test
    void the_overview_shows_a_worker_that_is_away_for_a_while() throws IOException {
        var monitoring = Checkout.find().root().resolve("k8s/monitoring");
        var rules = new YAMLMapper().readTree(monitoring.resolve("rules.yaml").toFile());
        try (var prometheus = new Prometheus(fleet, folder, rules.path("spec"))) {
            use(Duration.ofSeconds(10));
            var from = Instant.now();
            use(CALM);
            fleet.service("analytics-worker").pause();
            use(OUTAGE);
            fleet.service("analytics-worker").resume();
            SampleLetter.of("analytics-worker", "task.created", "bob")
                    .titled("")
                    .happen(fleet);
            use(CALM);
            var overview = Json.read(Files.readAllBytes(monitoring.resolve("dashboards/overview.json")));
            write("overview.png", page(overview, prometheus, from, Instant.now()));
        }
    }

    /** Recurring tasks are created, reminded of and completed, one after the other. */
    private void use(Duration duration) {
        var end = Instant.now().plus(duration);
        var stories = new ArrayList<String>();
        await().atMost(duration.multipliedBy(2)).pollInterval(BETWEEN_STORIES).until(() -> {
            var user = users.get(stories.size() % USERS);
            var id = user.create(Map.of(
                    "title", "Water the plants",
                    "due_at", Instant.now().plusSeconds(3600).toString(),
                    "recurrence", Map.of("rule", "FREQ=WEEKLY"),
                    "reminders",
                            List.of(Map.of("at", Instant.now().plusSeconds(2).toString()))));
            user.complete(id);
            stories.add(id);
            return Instant.now().isAfter(end);
        });
    }

    private static String page(JsonNode dashboard, Prometheus prometheus, Instant from, Instant to) throws IOException {
        var panels = StreamSupport.stream(dashboard.path("panels").spliterator(), false)
                .map(panel -> panel(panel, prometheus, from, to))
                .toList();
        var data = Map.of(
                "title", dashboard.path("title"),
                "from", from.getEpochSecond(),
                "to", to.getEpochSecond(),
                "panels", panels);
        try (var template = OverviewPictureIT.class.getResourceAsStream("/dashboard.html")) {
            return new String(template.readAllBytes(), UTF_8).replace("DASHBOARD", new String(Json.write(data), UTF_8));
        }
    }

    private static Map<String, Object> panel(JsonNode panel, Prometheus prometheus, Instant from, Instant to) {
        if (panel.path("type").textValue().equals("row")) {
            return Map.of("row", true, "title", panel.path("title"));
        }
        var series = new ArrayList<Map<String, Object>>();
        for (var target : panel.path("targets")) {
            for (var found :
                    prometheus.query(Prometheus.filledIn(target.path("expr").textValue()), from, to)) {
                series.add(Map.of(
                        "name", legend(target.path("legendFormat").textValue(), found.path("metric")),
                        "points", points(found.path("values"))));
            }
        }
        return Map.of(
                "title", panel.path("title"),
                "description", panel.path("description"),
                "span", panel.at("/gridPos/w"),
                "unit", panel.at("/fieldConfig/defaults/unit"),
                "series", series);
    }

    private static String legend(String format, JsonNode labels) {
        var legend = format;
        for (var label : labels.properties()) {
            legend = legend.replace(
                    "{{" + label.getKey() + "}}", label.getValue().textValue());
        }
        return legend.replaceAll("\\{\\{[a-z_]+}}", "");
    }

    /** Without those moments at which there was nothing to tell. */
    private static List<double[]> points(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> new double[] {
                    value.get(0).doubleValue(), Double.parseDouble(value.get(1).textValue())
                })
                .filter(point -> Double.isFinite(point[1]))
                .toList();
    }

    private void write(String name, String page) throws IOException {
        var html = Files.writeString(folder.resolve("page.html"), page);
        try (var browser = Browser.start()) {
            browser.appear("light", 1320, 1180);
            browser.open(html.toUri());
            byte[] picture = browser.picture();
            assertThat(browser.all("path[stroke-width]")).hasSizeGreaterThan(20);
            Files.write(
                    Checkout.find()
                            .root()
                            .resolve(System.getProperty("overview.picture"))
                            .resolve(name),
                    picture);
        }
    }
}
