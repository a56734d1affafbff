package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.ApiClient;
import taskfleet.local.Fleet;
import taskfleet.local.Json;
import taskfleet.local.Service;

/** Logs in containers: what a line tells, and what none may hold, whatever goes wrong and however much is logged. */
@Tag("e2e")
class LogsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** In every text that a user writes here. */
    private static final String MARKER =
            "gooseberry" + UUID.randomUUID().toString().substring(0, 8);

    private static final String APP_TOKEN = "local-fleet-app-token";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet(Map.of("LOG_FORMAT", "json", "LOG_LEVEL", "DEBUG"));

    private static final String ALICE = "user-" + UUID.randomUUID();
    private static final String POISON_ID = UUID.randomUUID().toString();

    @BeforeAll
    static void much_is_done_and_much_goes_wrong() throws IOException, InterruptedException {
        var fleet = STARTED.get();
        var alice = User.named(fleet, ALICE);
        var task = Map.of(
                "title",
                MARKER,
                "description",
                MARKER,
                "tags",
                List.of(MARKER),
                "due_at",
                "2027-01-05T09:00:00Z",
                "recurrence",
                Map.of("rule", "FREQ=DAILY"),
                "reminders",
                List.of(Map.of("before_due", "PT1H")));
        var id = alice.create(task);
        alice.tasks().patch("/tasks/" + id, Map.of("title", MARKER + "!")).expect(200);
        alice.complete(id);
        alice.awaitSummary("created", 2);
        alice.tasks().get("/tasks?q=" + MARKER).expect(200);
        theApiRefuses(fleet, alice.tasks());
        workersFail(fleet);
    }

    private static void theApiRefuses(Fleet fleet, ApiClient tasks) {
        tasks.post("/tasks", Map.of("title", MARKER.repeat(100), "priority", MARKER))
                .expect(422);
        tasks.post("/tasks", Map.of("title", "x", "recurrence", Map.of("rule", MARKER)))
                .expect(422);
        tasks.post("/tasks/batch", Map.of("operations", MARKER)).expect(422);
        var api = fleet.service("task-api").url();
        for (var token : List.of(fleet.token(ALICE) + "x", MARKER, MARKER + "." + MARKER + "." + MARKER)) {
            new ApiClient(api, token).get("/tasks").expect(401);
        }
    }

    /** One event breaks its contract; one keeps it, and yet Postgres takes no NUL in a text: four attempts. */
    private static void workersFail(Fleet fleet) throws IOException, InterruptedException {
        SampleLetter.of("reminder-worker", "task.created", ALICE)
                .titled(MARKER.repeat(100))
                .happen(fleet);
        var sample = SampleLetter.of("reminder-worker", "task.created", ALICE).titled(MARKER + "\0");
        var trace = "00-%s-00f067aa0ba902b7-00".formatted(TRACE_ID);
        sample.happen(fleet, Map.of("id", POISON_ID, "traceparent", trace, "traceid", trace));
        deliverGarbage(fleet);
        await().atMost(PATIENCE)
                .until(() -> lines().anyMatch(line ->
                        isOfPoison(line) && line.path("message").textValue().contains("dead-lettered")));
    }

    /** As no sidecar ever does. */
    private static void deliverGarbage(Fleet fleet) throws IOException, InterruptedException {
        URI door = fleet.service("reminder-worker").replica().internalUrl().resolve("/api/events/tasks");
        var request = HttpRequest.newBuilder(door)
                .header("dapr-api-token", APP_TOKEN)
                .POST(BodyPublishers.ofString(MARKER))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void every_line_is_a_json_object_that_tells_when_where_and_what() throws IOException {
        assertThat(lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.fieldNames())
                        .toIterable()
                        .contains("timestamp", "level", "service", "logger", "thread", "message"));
    }

    @Test
    void every_line_of_a_delivery_tells_its_event_and_its_trace() throws IOException {
        var attempts = lines().filter(LogsIT::isOfPoison).toList();

        assertThat(attempts)
                .hasSizeGreaterThan(4)
                .allSatisfy(
                        line -> assertThat(line.path("trace_id").textValue()).isEqualTo(TRACE_ID))
                .allSatisfy(
                        line -> assertThat(line.path("event_type").textValue()).isEqualTo("task.created"));
        attempts.forEach(System.out::println);
    }

    @Test
    void no_line_holds_what_a_user_wrote_or_anything_secret() throws IOException {
        var secrets = List.of(
                MARKER,
                STARTED.get().token(ALICE).split("\\.", -1)[0],
                APP_TOKEN,
                "local-fleet-secret-that-protects-nothing");

        assertThat(lines().map(JsonNode::toString))
                .noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    private static boolean isOfPoison(JsonNode line) {
        return POISON_ID.equals(line.path("event_id").textValue());
    }

    /** Of all services; a line that is no JSON fails here. */
    private static Stream<JsonNode> lines() throws IOException {
        var lines = Stream.<JsonNode>builder();
        for (var service : Service.values()) {
            var log = STARTED.get().runDirectory().log(service.serviceName()).path();
            for (var line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
                lines.add(Json.read(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return lines.build();
    }
}
