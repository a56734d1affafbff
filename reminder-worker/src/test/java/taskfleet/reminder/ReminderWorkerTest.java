package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.RecordingSidecar.Published;
import taskfleet.kit.testing.TestDatabase;

class ReminderWorkerTest {
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(5));
    private static final RunningWorker WORKER =
            RunningWorker.start(TestDatabase.create().environment());

    private final ReminderTask task = ReminderTask.next(WORKER.clock);

    @BeforeEach
    void reset() {
        WORKER.clock.set(SampleEvents.NOW);
        WORKER.sidecar.published.clear();
    }

    @AfterAll
    static void close() {
        WORKER.close();
    }

    @Test
    void it_subscribes_both_topics_each_with_a_dead_letter_topic_of_its_own() {
        var subscriptions = WORKER.subscriptions().stream()
                .map(JsonObject.class::cast)
                .map(JsonObject::getMap)
                .toList();

        assertThat(subscriptions)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "pubsubname", "kafka-pubsub",
                                "topic", "tasks",
                                "route", "/api/events/tasks",
                                "deadLetterTopic", "tasks-dlq-reminder-worker",
                                "bulkSubscribe",
                                        Map.of("enabled", true, "maxMessagesCount", 200, "maxAwaitDurationMs", 10)),
                        Map.of(
                                "pubsubname", "kafka-pubsub",
                                "topic", "tasks-retry-reminder-worker",
                                "route", "/api/events/tasks-retry-reminder-worker",
                                "deadLetterTopic", "tasks-dlq-reminder-worker"),
                        Map.of(
                                "pubsubname", "kafka-pubsub",
                                "topic", "reminders",
                                "route", "/api/events/reminders",
                                "deadLetterTopic", "reminders-dlq-reminder-worker"));
    }

    @Test
    void every_event_of_the_catalogue_is_answered_success_on_both_routes() {
        for (var event : SampleEvents.byGoldenName().values()) {
            assertThat(WORKER.deliver("tasks", event)).isEqualTo("200 SUCCESS");
            assertThat(WORKER.deliver("reminders", event)).isEqualTo("200 SUCCESS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "reminders"})
    void type_that_nobody_knows_is_answered_success_and_not_dead_lettered(String topic) {
        var unknown = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "todo-backend")
                .put("type", "task.archived")
                .put("data", new JsonObject());

        var answer = WORKER.deliver(topic, unknown.encode());

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.published)
                .extracting(published -> published.message().id())
                .doesNotContain(unknown.getString("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "reminders"})
    void event_that_breaks_its_schema_is_dead_lettered_at_once(String topic) {
        var broken = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "todo-backend")
                .put("type", "task.created")
                .put("data", new JsonObject().put("title", 7));

        var answer = WORKER.deliver(topic, broken.encode());

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.published)
                .filteredOn(published -> published.message().id().equals(broken.getString("id")))
                .extracting(Published::topic)
                .containsExactly(topic + "-dlq-reminder-worker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/events/tasks", "/api/events/reminders", "/job/00000000-0000-5000-8000-000000000000"})
    void nobody_but_the_sidecar_is_heard(String path) {
        var answer = WORKER.post(path, "{}", "another token");

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void task_with_a_reminder_becomes_a_job_and_when_it_fires_one_event() {
        WORKER.deliver("tasks", task.created(DUE));
        var job = task.reminderId().toString();
        assertThat(WORKER.sidecar.jobs).containsEntry(job, DUE);
        WORKER.clock.set(DUE);

        var answers = List.of(WORKER.fireJob(job), WORKER.fireJob(job));

        assertThat(answers).containsExactly(200, 200);
        WORKER.deliver("tasks", task.updated(2, DUE.plus(Duration.ofHours(2))));
        await().untilAsserted(() -> assertThat(typesPublished())
                .containsExactly("reminder.scheduled", "reminder.triggered", "reminder.scheduled"));
        assertThat(published()).allSatisfy(published -> {
            assertThat(published.topic()).isEqualTo("reminders");
            assertThat(published.message().partitionKey()).isEqualTo(SampleEvents.ALICE);
        });
    }

    @Test
    void job_that_is_no_reminder_ends_and_is_not_repeated() {
        var unknown = WORKER.fireJob(UUID.randomUUID().toString());
        var foreign = WORKER.fireJob("nightly-report");

        assertThat(unknown).isEqualTo(200);
        assertThat(foreign).isEqualTo(404);
    }

    @Test
    void metrics_tell_how_many_were_scheduled_triggered_and_missed_and_how_late() {
        WORKER.deliver("tasks", task.created(DUE));
        WORKER.clock.set(DUE.plus(Duration.ofHours(25)));
        WORKER.fireJob(task.reminderId().toString());

        var metrics = WORKER.get("/metrics");

        assertThat(metrics.lines())
                .anyMatch(line -> line.matches("fleet_reminders_scheduled_total\\{.*} [1-9].*"))
                .anyMatch(line -> line.matches("fleet_reminders_triggered_total\\{.*} [1-9].*"))
                .anyMatch(line -> line.matches("fleet_reminders_missed_total\\{.*} [1-9].*"))
                .anyMatch(line -> line.matches("fleet_reminder_lateness_seconds_bucket\\{.*le=\"0.05\".*} .*"));
    }

    /** Of this test's task: the relay may still be publishing what another test has written. */
    private List<Published> published() {
        return WORKER.sidecar.published.stream()
                .filter(published ->
                        published.message().json().contains(task.id().toString()))
                .toList();
    }

    private List<String> typesPublished() {
        return published().stream()
                .map(published -> new JsonObject(published.message().json()).getString("type"))
                .toList();
    }
}
