package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;
import taskfleet.local.Json;
import taskfleet.local.RunningService;

/** What the contract of the events promises, on the real parts. */
@Tag("e2e")
class EventContractIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path DOCUMENT = Path.of("../contracts/asyncapi.yaml");
    private static final Pattern RECEIVER = Pattern.compile("^  (\\S+)-receive-(\\S+):$", Pattern.MULTILINE);
    private static final Set<String> TOPICS = Set.of("tasks", "reminders");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void every_service_receives_what_the_contract_says_and_nothing_else() throws Exception {
        Set<String> said = new TreeSet<>();
        RECEIVER.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(found -> said.add(found.group(1) + " " + found.group(2)));

        Set<String> held = new TreeSet<>();
        for (RunningService service : fleet.services()) {
            for (JsonNode subscription : metadata(service).path("subscriptions")) {
                if (TOPICS.contains(subscription.path("topic").asText())) {
                    held.add(service.service().serviceName() + " "
                            + subscription.path("topic").asText());
                }
            }
        }

        assertThat(held).isNotEmpty().isEqualTo(said);
    }

    @Test
    void the_trace_of_a_completion_goes_on_to_the_occurrence_that_follows_and_its_reminder() throws Exception {
        var alice = User.of(fleet);
        var first = alice.create(Map.of(
                "title",
                "Water the plants",
                "due_at",
                "2027-01-04T09:00:00Z",
                "recurrence",
                Map.of("rule", "FREQ=WEEKLY"),
                "reminders",
                List.of(Map.of("before_due", "PT1H"))));

        completeInTrace(alice, first);

        var completed = await().atMost(PATIENCE)
                .until(() -> events("tasks", first, "task.completed"), found -> !found.isEmpty());
        var next = await().atMost(PATIENCE)
                .until(() -> followers(first), found -> !found.isEmpty())
                .getFirst();
        assertThat(completed).singleElement().satisfies(EventContractIT::isInTheTrace);
        isInTheTrace(next);
        assertThat(next.path("causationid")).isEqualTo(completed.getFirst().path("id"));
        var reminder = await().atMost(PATIENCE)
                .until(
                        () -> events("reminders", next.path("subject").asText(), "reminder.scheduled"),
                        found -> !found.isEmpty());
        assertThat(reminder).allSatisfy(EventContractIT::isInTheTrace);
    }

    private static void isInTheTrace(JsonNode event) {
        assertThat(event.path("traceparent").asText()).as(event.toString()).isEqualTo(TRACE);
    }

    private List<JsonNode> followers(String first) {
        return events("tasks", first, "task.created").stream()
                .filter(event -> event.at("/data/occurrence").asInt() == 2)
                .toList();
    }

    private List<JsonNode> events(String topic, String task, String type) {
        return Events.of(fleet, topic, task).stream()
                .map(event -> Json.read(event.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    private static JsonNode metadata(RunningService service) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.replica().sidecarUrl().resolve("/v1.0/metadata"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return Json.read(client.send(request, BodyHandlers.ofByteArray()).body());
        }
    }

    private static void completeInTrace(User user, String task) throws IOException, InterruptedException {
        var door = user.tasks();
        var request = HttpRequest.newBuilder(door.service().resolve("/tasks/%s/complete".formatted(task)))
                .header("Authorization", "Bearer " + door.token())
                .header("traceparent", TRACE)
                .POST(BodyPublishers.noBody())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}
