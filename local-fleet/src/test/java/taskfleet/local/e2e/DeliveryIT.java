package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;
import taskfleet.local.Json;
import taskfleet.local.TopicReader;

/** The delivery policy on the real parts: what fails is tried, then dead-lettered, and holds up nobody else. */
@Tag("e2e")
class DeliveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ATTEMPT = Pattern.compile("^(\\S+) .* attempt \\d of 4 failed", Pattern.MULTILINE);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();
    private final TopicReader topics = new TopicReader(fleet.kafka().bootstrapServers());

    @Test
    void a_poison_event_is_tried_at_0_1_3_and_7_seconds_then_dead_lettered_and_nobody_waits_for_it() throws Exception {
        var alice = User.of(fleet);
        var example = eventOf(alice.create(Map.of(
                "title",
                "Fine",
                "due_at",
                "2027-01-05T09:00:00Z",
                "reminders",
                List.of(Map.of("before_due", "PT1H")))));

        publish(example.key(), poison(example.value()));
        await().atMost(PATIENCE).until(() -> attempts().size() == 1);
        var meanwhile = alice.create(Map.of("title", "Behind it, in its partition"));
        await().atMost(PATIENCE).until(() -> isHandledByReminderWorker(meanwhile));
        assertThat(attempts()).hasSizeLessThan(4);
        await().atMost(PATIENCE)
                .until(() ->
                        attempts().size() == 4 && letters("reminder-worker").size() == 1);

        var attempts = attempts();
        assertApart(attempts.get(0), attempts.get(1), Duration.ofSeconds(1));
        assertApart(attempts.get(1), attempts.get(2), Duration.ofSeconds(2));
        assertApart(attempts.get(2), attempts.get(3), Duration.ofSeconds(4));
        var letter = letters("reminder-worker").getFirst();
        assertThat(letter.path("dlreason").asText()).isEqualTo("attempts-exhausted");
        assertThat(letter.path("dlattempts").asInt()).isEqualTo(4);
        assertThat(letter.path("dlpartition").asInt()).isEqualTo(example.partition());
        assertThat(letter.at("/data/title").asText()).isEqualTo("Not\0fine");
        System.out.printf("attempts at %s, then dead-lettered:%n%s%n", attempts, letter.toPrettyString());
    }

    @Test
    void a_client_that_completes_every_task_as_soon_as_it_is_created_is_stopped() {
        var robot = User.of(fleet);
        var first = robot.create(
                Map.of("title", "Again", "due_at", "2027-01-05", "recurrence", Map.of("rule", "FREQ=DAILY")));

        await("the guard").atMost(PATIENCE).until(() -> {
            for (var task : robot.series(first)) {
                if (!task.has("completed_at")) {
                    robot.complete(task.get("id").textValue());
                }
            }
            return letters("recurring-worker").stream()
                    .anyMatch(letter -> letter.at("/data/series_id").asText().equals(first));
        });

        // Twenty new occurrences in an hour are let through; from the completion of the last none follows.
        assertThat(letters("recurring-worker"))
                .extracting(letter -> letter.path("dlreason").asText())
                .contains("runaway-series");
        assertThat(robot.series(first)).hasSize(21);
        robot.awaitSummary("completed", 21);
        robot.awaitSummary("open", 0);
    }

    /** An event of a new task that only reminder-worker stumbles over: Postgres takes no NUL in a text. */
    private static String poison(String example) {
        var event = (ObjectNode) Json.read(example.getBytes(StandardCharsets.UTF_8));
        var task = UUID.randomUUID().toString();
        event.put("id", UUID.randomUUID().toString()).put("subject", task);
        ((ObjectNode) event.get("data")).put("task_id", task).put("title", "Not\0fine");
        return event.toString();
    }

    private void publish(String key, String event) throws IOException, InterruptedException {
        var path = "/v1.0/publish/kafka-pubsub/tasks?metadata.partitionKey="
                + URLEncoder.encode(key, StandardCharsets.UTF_8);
        URI door = fleet.service("task-api").replica().sidecarUrl().resolve(path);
        var request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        }
    }

    private ConsumerRecord<String, String> eventOf(String task) {
        return await().atMost(PATIENCE)
                .until(
                        () -> topics.read(List.of("tasks")).stream()
                                .filter(event -> event.value().contains(task))
                                .findFirst()
                                .orElse(null),
                        event -> event != null);
    }

    private boolean isHandledByReminderWorker(String task) throws SQLException {
        return Tables.count(fleet, "SELECT count(*) FROM reminder.task WHERE task_id = '%s'".formatted(task)) == 1;
    }

    private List<JsonNode> letters(String worker) {
        return topics.read(List.of("tasks-dlq-" + worker)).stream()
                .map(letter -> Json.read(letter.value().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** The times at which attempts failed, from the log of the worker. */
    private List<LocalTime> attempts() throws IOException {
        var log = Files.readString(fleet.runDirectory().log("reminder-worker").path());
        return ATTEMPT.matcher(log)
                .results()
                .map(line -> LocalTime.parse(line.group(1)))
                .toList();
    }

    /** Never early; how late depends on how busy the machine is. */
    private static void assertApart(LocalTime earlier, LocalTime later, Duration wait) {
        assertThat(Duration.between(earlier, later)).isBetween(wait, wait.plusMillis(900));
    }
}
