package taskfleet.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.events.TaskCompleted;

class CompletionHandlerTest {
    private final RunningWorker worker = RunningWorker.start();

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void a_completed_recurring_task_leads_to_the_next_one() {
        var event = SampleEvents.TASK_COMPLETED_WEEKLY;

        var status = worker.deliver(event);

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.puts)
                .containsExactly(new RunningWorker.Put(
                        "series/%s/occurrences/2".formatted(SampleEvents.SERIES),
                        JsonObject.of(
                                "follows", JsonObject.of("task_id", event.subject(), "sequence", 2),
                                "due_at", "2026-11-09T18:00:00+01:00",
                                "anchor", "2026-11-02T18:00",
                                "reminders", JsonArray.of(JsonObject.of("before_due", "PT30M")),
                                "cause", JsonObject.of("event_id", event.id().toString(), "hops", 0))));
        assertThat(worker.sidecar.puts).singleElement().asString().startsWith("task-api");
    }

    @Test
    void the_trace_and_the_length_of_the_chain_go_on() {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        worker.deliver(withHops(7).withTraceparent(trace));

        var cause = worker.puts.getFirst().body().getJsonObject("cause");
        assertThat(cause.getInteger("hops")).isEqualTo(7);
        assertThat(cause.getString("traceparent")).isEqualTo(trace);
    }

    @ParameterizedTest
    @MethodSource("eventsThatLeadToNothing")
    void every_other_event_is_taken_and_leads_to_nothing(Event event) {
        var status = worker.deliver(event);

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.puts).isEmpty();
        assertThat(worker.deadLetters()).isEmpty();
    }

    static Stream<Event> eventsThatLeadToNothing() {
        return SampleEvents.byGoldenName().values().stream()
                .filter(event -> !(event.data() instanceof TaskCompleted completed
                        && completed.task().recurrence() != null));
    }

    @Test
    void an_event_of_an_unknown_type_is_taken() {
        var event = JsonObject.of("specversion", "1.0", "id", "1", "source", "elsewhere", "type", "task.archived");

        assertThat(worker.deliver(event.encode())).isEqualTo("SUCCESS");
        assertThat(worker.deadLetters()).isEmpty();
    }

    @Test
    void the_subscriptions_name_routes_and_the_dead_letter_topic() {
        var subscriptions = new JsonArray(worker.get("/dapr/subscribe").body());

        assertThat(subscriptions)
                .isEqualTo(JsonArray.of(
                        JsonObject.of(
                                "pubsubname", "kafka-pubsub",
                                "topic", "tasks-retry-recurring-worker",
                                "route", "/api/events/tasks-retry-recurring-worker",
                                "deadLetterTopic", "tasks-dlq-recurring-worker"),
                        JsonObject.of(
                                "pubsubname",
                                "kafka-pubsub",
                                "topic",
                                "tasks",
                                "route",
                                "/api/events/tasks",
                                "deadLetterTopic",
                                "tasks-dlq-recurring-worker",
                                "bulkSubscribe",
                                JsonObject.of("enabled", true, "maxMessagesCount", 200, "maxAwaitDurationMs", 10))));
        assertThat(worker.call("POST", "/api/events/tasks", "{}", Map.of()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 409})
    void an_answer_that_settles_it_is_a_success(int answer) {
        worker.taskApiAnswers(answer);

        var status = worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY);

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.puts).hasSize(1);
        assertThat(worker.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void while_task_api_is_away_the_event_comes_again(int answer) {
        worker.taskApiAnswers(answer);

        var status = worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY);

        assertThat(status).isEqualTo("RETRY");
        assertThat(worker.puts).hasSize(1);
        assertThat(worker.deadLetters()).isEmpty();
    }

    @Test
    void while_the_sidecar_is_away_the_event_comes_again() {
        worker.sidecar.away = true;

        assertThat(worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY)).isEqualTo("RETRY");

        worker.sidecar.away = false;
        assertThat(worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY)).isEqualTo("SUCCESS");
        assertThat(worker.puts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 500})
    void what_task_api_refuses_is_dead_lettered_after_four_attempts(int answer) {
        worker.taskApiAnswers(answer);

        assertThat(worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY)).isEqualTo("SUCCESS");
        assertThat(worker.deliverPutAside()).isEqualTo("SUCCESS");

        assertThat(worker.puts).hasSize(4);
        var letter = worker.deadLetters().getFirst();
        assertThat(worker.deadLetters()).hasSize(1);
        assertThat(letter.getString("id"))
                .isEqualTo(SampleEvents.TASK_COMPLETED_WEEKLY.id().toString());
        assertThat(letter.getString("dlconsumer")).isEqualTo("recurring-worker");
        assertThat(letter.getString("dlreason")).isEqualTo("attempts-exhausted");
        assertThat(letter.getString("dldetail")).contains("task-api answered " + answer);
        assertThat(letter.getInteger("dlattempts")).isEqualTo(4);
    }

    @Test
    void an_answer_that_can_not_be_read_is_no_outage() {
        worker.taskApiAnswers(() -> {
            throw new DecodeException("not JSON", new JsonParseException("unexpected"));
        });

        assertThat(worker.deliver(SampleEvents.TASK_COMPLETED_WEEKLY)).isEqualTo("SUCCESS");
        assertThat(worker.deliverPutAside()).isEqualTo("SUCCESS");

        assertThat(worker.deadLetters()).hasSize(1);
    }

    @Test
    void a_chain_of_events_may_have_eight_hops_and_no_more() {
        assertThat(worker.deliver(withHops(7))).isEqualTo("SUCCESS");
        assertThat(worker.puts).hasSize(1);

        assertThat(worker.deliver(withHops(8))).isEqualTo("SUCCESS");

        assertThat(worker.puts).hasSize(1);
        var letter = worker.deadLetters().getFirst();
        assertThat(letter.getString("dlreason")).isEqualTo("too-many-hops");
        assertThat(letter.getString("dldetail")).isEqualTo("hops: 9 (expected: at most 8 events in a chain)");
        assertThat(letter.getInteger("dlattempts")).isEqualTo(1);
    }

    @Test
    void a_rule_that_is_none_is_dead_lettered_at_once() {
        var task = SampleEvents.weeklyTask()
                .recurring("FREQ=NEVER", SampleEvents.SERIES, 1)
                .version(2)
                .completedAt(SampleEvents.NOW)
                .build();

        var status = worker.deliver(SampleEvents.fresh(new TaskCompleted(task)));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.puts).isEmpty();
        var letter = worker.deadLetters().getFirst();
        assertThat(letter.getString("dlreason")).isEqualTo("invalid-recurrence");
        assertThat(letter.getString("dldetail")).startsWith("recurrence rule: FREQ=NEVER");
        assertThat(letter.getInteger("dlattempts")).isEqualTo(1);
    }

    @Test
    void a_runaway_series_is_dead_lettered_and_others_go_on() {
        for (int number = 1; number <= 20; number++) {
            assertThat(worker.deliver(completed(SampleEvents.SERIES, number))).isEqualTo("SUCCESS");
        }

        worker.deliver(completed(SampleEvents.SERIES, 21));
        worker.deliver(completed(UUID.randomUUID(), 1));

        assertThat(worker.puts).hasSize(21);
        assertThat(worker.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getString("dlreason")).isEqualTo("runaway-series");
            assertThat(letter.getString("dldetail")).startsWith("21 new occurrences within PT1H");
        });
    }

    private static Event completed(UUID series, int number) {
        return SampleEvents.fresh(new TaskCompleted(SampleEvents.weeklyTask()
                .recurring("FREQ=WEEKLY", series, number)
                .version(2)
                .completedAt(SampleEvents.NOW)
                .build()));
    }

    private static Event withHops(int hops) {
        var data = SampleEvents.TASK_COMPLETED_WEEKLY.data();
        return new Event(
                UUID.randomUUID(),
                URI.create("todo-backend"),
                SampleEvents.NOW,
                UUID.randomUUID(),
                hops,
                null,
                null,
                data);
    }
}
