package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;

/** What happens to events at the sidecar's door. */
class AnalyticsWorkerTest {
    private static final String CREATED_AT = "2026-11-09T08:00:00Z";

    private static RunningWorker worker;

    @BeforeAll
    static void start() {
        worker = RunningWorker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void subscribes_both_topics_in_bulk_and_what_is_to_be_tried_again_each_with_its_dead_letter_topic() {
        var subscriptions =
                worker.subscriptions().stream().map(JsonObject.class::cast).toList();

        assertThat(subscriptions)
                .extracting(
                        subscription -> subscription.getString("topic"),
                        subscription -> subscription.getString("route"),
                        subscription -> subscription.getString("deadLetterTopic"),
                        subscription -> subscription.containsKey("bulkSubscribe"))
                .containsExactlyInAnyOrder(
                        tuple("tasks", "/api/events/tasks", "tasks-dlq-analytics-worker", true),
                        tuple("reminders", "/api/events/reminders", "reminders-dlq-analytics-worker", true),
                        tuple(
                                "tasks-retry-analytics-worker",
                                "/api/events/tasks-retry-analytics-worker",
                                "tasks-dlq-analytics-worker",
                                false),
                        tuple(
                                "reminders-retry-analytics-worker",
                                "/api/events/reminders-retry-analytics-worker",
                                "reminders-dlq-analytics-worker",
                                false));
    }

    @Test
    void bulk_is_answered_entry_by_entry_and_counted() {
        var story = TaskStory.of("bulk", CREATED_AT);

        var reply = worker.deliver("tasks", story.created(), story.completed("2026-11-09T09:00:00Z"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.objects("statuses"))
                .containsExactly(
                        new JsonObject().put("entryId", "entry-0").put("status", "SUCCESS"),
                        new JsonObject().put("entryId", "entry-1").put("status", "SUCCESS"));
        assertThat(summary("bulk").getInteger("completed")).isEqualTo(1);
    }

    @Test
    void redelivered_bulk_changes_nothing() {
        var story = TaskStory.of("redelivered", CREATED_AT);
        var events = new Event[] {story.created(), story.completed("2026-11-09T09:00:00Z")};
        worker.deliver("tasks", events);
        var before = summary("redelivered");

        var reply = worker.deliver("tasks", events);

        assertThat(reply.statuses()).containsExactly("SUCCESS", "SUCCESS");
        assertThat(summary("redelivered")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("everyTypeOnEveryRoute")
    void every_type_is_answered_success_on_every_route(String topic, Event event) {
        var reply = worker.deliver(topic, event);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.statuses()).containsExactly("SUCCESS");
    }

    static Stream<Arguments> everyTypeOnEveryRoute() {
        return Stream.of("tasks", "reminders")
                .flatMap(topic ->
                        SampleEvents.byGoldenName().values().stream().map(event -> Arguments.of(topic, event)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "reminders"})
    void type_that_is_not_in_the_catalog_is_answered_success(String topic) {
        var unknown = RunningWorker.json(SampleEvents.TASK_CREATED).put("type", "task.archived");

        var reply = worker.deliver(topic, List.of(unknown));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.statuses()).containsExactly("SUCCESS");
    }

    @Test
    void unreadable_entry_is_dead_lettered_and_the_others_count() {
        var unreadable = RunningWorker.json(SampleEvents.TASK_CREATED).put("data", new JsonObject());
        var readable = TaskStory.of("beside-unreadable", CREATED_AT).created();
        worker.sidecar.published.clear();

        var reply = worker.deliver("tasks", List.of(unreadable, RunningWorker.json(readable)));

        assertThat(reply.statuses()).containsExactly("SUCCESS", "SUCCESS");
        assertThat(worker.sidecar.published)
                .extracting(published -> published.topic())
                .containsExactly("tasks-dlq-analytics-worker");
        assertThat(summary("beside-unreadable").getInteger("created")).isEqualTo(1);
    }

    @Test
    void event_that_the_database_refuses_is_put_aside_alone() {
        var refused = TaskStory.of("refused", CREATED_AT).created();
        var taken = TaskStory.of("beside-refused", CREATED_AT).created();
        worker.sidecar.published.clear();
        failOnTasksOf("refused", "RAISE 'the test says so' USING ERRCODE = '23514'");

        var reply = worker.deliver("tasks", refused, taken);

        takeAllTasks();
        assertThat(reply.statuses()).containsExactly("SUCCESS", "SUCCESS");
        assertThat(worker.sidecar.published)
                .extracting(
                        published -> published.topic(),
                        published -> published.message().id())
                .containsExactly(
                        tuple("tasks-retry-analytics-worker", refused.id().toString()));
        assertThat(summary("refused").getInteger("created")).isZero();
        assertThat(summary("beside-refused").getInteger("created")).isEqualTo(1);
    }

    /** Deadlock, serialization failure, too many connections, and a server that ends the session under way. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "deadlock, RAISE 'the test says so' USING ERRCODE = '40P01'",
                "conflict, RAISE 'the test says so' USING ERRCODE = '40001'",
                "crowded,  RAISE 'the test says so' USING ERRCODE = '53300'",
                "shutdown, PERFORM pg_terminate_backend(pg_backend_pid())"
            })
    void what_the_database_will_take_later_comes_again_and_is_never_dead_lettered(String name, String failure) {
        var user = "later-" + name;
        var events = new Event[] {
            TaskStory.of(user, CREATED_AT).created(),
            TaskStory.of(user, CREATED_AT).created()
        };
        worker.sidecar.published.clear();
        failOnTasksOf(user, failure);

        var first = worker.deliver("tasks", events);
        takeAllTasks();
        var second = worker.deliver("tasks", events);

        assertThat(first.statuses()).containsExactly("RETRY", "RETRY");
        assertThat(second.statuses()).containsExactly("SUCCESS", "SUCCESS");
        assertThat(worker.sidecar.published).isEmpty();
        assertThat(summary(user).getInteger("created")).isEqualTo(2);
    }

    @Test
    void without_the_token_of_the_sidecar_nothing_is_taken() {
        var reply = worker.post("tasks", "another-token", new JsonObject());

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void health_names_what_the_worker_leans_on() {
        var reply = worker.internal("/health/ready");

        assertThat(reply.body().getString("postgres")).isEqualTo("up");
        assertThat(reply.body().getString("sidecar")).isEqualTo("up");
    }

    @Test
    void metrics_tell_the_size_of_bulks() {
        worker.deliver("tasks", TaskStory.of("metrics", CREATED_AT).created());

        var metrics = worker.metrics();

        assertThat(metrics).containsPattern("fleet_analytics_batch_size_count\\{[^}]*} [1-9]");
    }

    private static JsonObject summary(String user) {
        return worker.get(user, "/analytics/summary").body();
    }

    private static void failOnTasksOf(String user, String failure) {
        worker.sql("""
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; END $$;
                CREATE TRIGGER fail BEFORE INSERT ON task_fact FOR EACH ROW WHEN (new.user_id = '%s')
                EXECUTE FUNCTION fail()
                """.formatted(failure, user));
    }

    private static void takeAllTasks() {
        worker.sql("DROP FUNCTION fail CASCADE");
    }
}
