package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;
import taskfleet.local.demo.DemoStory;

/** What users see when all is well. */
@Tag("e2e")
class StoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void a_completed_weekly_task_comes_again_and_its_reminder_fires_once() {
        var alice = User.of(fleet);
        var soon = Instant.now().plus(2, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.MILLIS);

        var id = alice.create(Map.of(
                "title", "Water the plants",
                "due_at", "2027-03-22T09:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", Map.of("rule", "FREQ=WEEKLY"),
                "reminders", List.of(Map.of("at", soon.toString()))));
        alice.awaitSummary("reminders_triggered", 1);
        alice.complete(id);
        await().atMost(PATIENCE).until(() -> alice.series(id).size() == 2);

        // The clocks in Berlin change on 28 March: nine stays nine.
        assertThat(alice.series(id).get(1).get("due_at").textValue()).isEqualTo("2027-03-29T09:00:00+02:00");
        alice.awaitSummary("created", 2);
        alice.awaitSummary("completed", 1);
        assertThat(alice.summary().get("open").intValue()).isEqualTo(1);
        assertThat(alice.summary().get("reminders_triggered").intValue()).isEqualTo(1);
    }

    @Test
    void the_demo_tells_its_story() {
        var told = new ByteArrayOutputStream();
        var user = "demo-" + UUID.randomUUID();

        new DemoStory(
                        fleet.client("task-api", user),
                        fleet.client("analytics-worker", user),
                        new PrintStream(told, true, StandardCharsets.UTF_8))
                .tell();

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("next occurrence");
    }

    @Test
    void reopening_takes_back_the_next_occurrence_and_completing_again_makes_it_again() {
        var alice = User.of(fleet);
        var id = alice.create(
                Map.of("title", "Bins out", "due_at", "2027-01-05", "recurrence", Map.of("rule", "FREQ=WEEKLY")));
        alice.complete(id);
        await().atMost(PATIENCE).until(() -> alice.series(id).size() == 2);
        var next = alice.series(id).get(1).get("id").textValue();

        var reopened = alice.tasks().post("/tasks/" + id + "/reopen", null).expect(200);
        alice.awaitSummary("deleted", 1);
        alice.complete(id);
        await().atMost(PATIENCE).until(() -> alice.series(id).size() == 2);

        assertThat(reopened.at("/next_occurrence/outcome").textValue()).isEqualTo("taken_back");
        assertThat(alice.series(id).findValuesAsText("id")).contains(next);
        alice.awaitSummary("deleted", 0);
        alice.awaitSummary("open", 1);
    }

    @Test
    void users_do_not_see_each_other() {
        var alice = User.of(fleet);
        var bob = User.of(fleet);

        var id = alice.create(Map.of("title", "Secret", "tags", List.of("private")));
        alice.awaitSummary("created", 1);

        assertThat(bob.tasks().get("/tasks/" + id).status()).isEqualTo(404);
        assertThat(bob.tasks().patch("/tasks/" + id, Map.of("title", "Mine")).status())
                .isEqualTo(404);
        assertThat(bob.tasks().delete("/tasks/" + id).status()).isEqualTo(404);
        assertThat(bob.taskIds()).isEmpty();
        assertThat(bob.summary().get("created").intValue()).isZero();
        assertThat(bob.analytics().get("/analytics/tags").expect(200).get("tags"))
                .isEmpty();
    }

    @Test
    void a_redelivered_event_changes_nothing() throws Exception {
        var alice = User.of(fleet);
        var id = alice.create(
                Map.of("title", "Once", "due_at", "2027-01-05", "recurrence", Map.of("rule", "FREQ=DAILY")));
        alice.complete(id);
        await().atMost(PATIENCE).until(() -> alice.series(id).size() == 2);
        alice.awaitSummary("created", 2);
        alice.awaitSummary("completed", 1);

        // The same events once more, as they lie in Kafka, to every worker that takes them.
        for (var event : Events.of(fleet, "tasks", id)) {
            redeliver("recurring-worker", event);
            redeliver("reminder-worker", event);
            redeliver("analytics-worker", event);
        }

        assertThat(alice.series(id)).hasSize(2);
        assertThat(alice.summary().get("created").intValue()).isEqualTo(2);
        assertThat(alice.summary().get("completed").intValue()).isEqualTo(1);
        assertThat(Tables.count(fleet, "SELECT count(*) FROM task.outbox")).isZero();
    }

    @Test
    void a_thousand_tasks_at_once_are_handled_by_every_worker_exactly_once() throws SQLException {
        var users = List.of(User.of(fleet), User.of(fleet), User.of(fleet), User.of(fleet));
        long before = Tables.count(fleet, "SELECT count(*) FROM reminder.inbox");

        users.parallelStream().forEach(user -> {
            for (int i = 0; i < 250; i++) {
                user.create(Map.of("title", "Task " + i));
            }
        });
        users.forEach(user -> user.awaitSummary("created", 250));
        await().atMost(PATIENCE)
                .until(() -> Tables.count(fleet, "SELECT count(*) FROM reminder.inbox") - before >= 1000);

        users.forEach(user -> assertThat(user.taskIds()).hasSize(250));
        users.forEach(user -> assertThat(user.summary().get("open").intValue()).isEqualTo(250));
        assertThat(Events.deadLetters(fleet)).isEmpty();
    }

    private void redeliver(String worker, String event) throws IOException, InterruptedException {
        var bulk = "{\"id\":\"again\",\"topic\":\"tasks\",\"entries\":[{\"entryId\":\"0\",\"event\":%s}]}"
                .formatted(event);
        assertThat(post(worker, bulk).body()).contains("SUCCESS");
    }

    private HttpResponse<String> post(String worker, String body) throws IOException, InterruptedException {
        URI door = fleet.service(worker).replica().internalUrl().resolve("/api/events/tasks");
        var request = HttpRequest.newBuilder(door)
                .header("dapr-api-token", fleet.appApiToken())
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
