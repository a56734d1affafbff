package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.kit.delivery.SampleWorker.TASKS_ROUTE;
import static taskfleet.kit.delivery.SampleWorker.TOKEN;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.events.Topic;

class SubscriptionsTest {
    private final List<Event> handled = new CopyOnWriteArrayList<>();
    private Outcome outcome = Outcome.done();

    @AutoClose
    private final SampleWorker worker = SampleWorker.start(subscriptions -> subscriptions
            .on(Topic.TASKS, event -> {
                handled.add(event);
                return outcome;
            })
            .onBulk(Topic.REMINDERS, events -> List.of()));

    @Test
    void the_sidecar_is_told_each_route_with_its_dead_letter_topic() {
        var answer = worker.door().get("/dapr/subscribe", "dapr-api-token", TOKEN);

        assertThat(new JsonArray(answer.body())).isEqualTo(new JsonArray("""
                [{"pubsubname": "kafka-pubsub", "topic": "tasks", "route": "/api/events/tasks",
                  "deadLetterTopic": "tasks-dlq-sample-worker"},
                 {"pubsubname": "kafka-pubsub", "topic": "reminders-retry-sample-worker",
                  "route": "/api/events/reminders-retry-sample-worker",
                  "deadLetterTopic": "reminders-dlq-sample-worker"},
                 {"pubsubname": "kafka-pubsub", "topic": "reminders", "route": "/api/events/reminders",
                  "deadLetterTopic": "reminders-dlq-sample-worker",
                  "bulkSubscribe": {"enabled": true, "maxMessagesCount": 50, "maxAwaitDurationMs": 10}}]"""));
    }

    @Test
    void an_event_reaches_its_handler_as_it_was_published() {
        var status = worker.deliver(delivered(SampleEvents.TASK_COMPLETED_WEEKLY));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(handled).containsExactly(SampleEvents.TASK_COMPLETED_WEEKLY);
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void an_event_with_nothing_to_do_is_settled() {
        outcome = Outcome.ignored("a duplicate");

        var status = worker.deliver(delivered(SampleEvents.TASK_CREATED));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void an_event_rejected_by_its_handler_is_dead_lettered_at_once() {
        outcome = Outcome.rejected("runaway", "21 in an hour");

        var status = worker.deliver(delivered(SampleEvents.TASK_CREATED));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(handled).hasSize(1);
        assertThat(worker.deadLetters())
                .singleElement()
                .extracting(
                        letter -> letter.getString("dlreason"),
                        letter -> letter.getString("dldetail"),
                        letter -> letter.getInteger("dlattempts"))
                .containsExactly("runaway", "21 in an hour", 1);
    }

    @Test
    void a_type_that_is_not_in_the_catalog_is_passed_over() {
        var status = worker.deliver(delivered(SampleEvents.TASK_CREATED).put("type", "task.archived"));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(handled).isEmpty();
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void an_event_that_breaks_its_schema_is_dead_lettered_with_the_reason_and_else_as_it_came() {
        var broken = delivered(SampleEvents.TASK_CREATED).put("color", "red");
        broken.getJsonObject("data").put("title", 7);

        var status = worker.deliver(broken);

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(handled).isEmpty();
        var letter = worker.deadLetters().getFirst();
        assertThat(letter.getMap()).containsAllEntriesOf(broken.getMap());
        assertThat(without(letter, broken))
                .isEqualTo(new JsonObject()
                        .put("dlconsumer", SampleWorker.NAME)
                        .put("dlreason", "schema-violation")
                        .put("dldetail", "SCHEMA_VIOLATION: /data/title: 7 (expected: type \"string\")")
                        .put("dlattempts", 1)
                        .put("dltime", SampleWorker.NOW.toString())
                        .put("dltopic", "tasks")
                        .put("dlpartition", 3)
                        .put("dloffset", 42));
    }

    /** Not passed over like an unknown type: after an upgrade of this worker it can be sent again. */
    @Test
    void an_event_of_a_version_that_is_not_known_yet_is_dead_lettered() {
        worker.deliver(delivered(SampleEvents.TASK_CREATED).put("dataschema", "urn:taskfleet:schema:task.created:2"));

        assertThat(worker.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getString("dlreason")).isEqualTo("unknown-version"));
    }

    @Test
    void a_dead_letter_keeps_the_key_and_id_of_its_event() {
        var broken = delivered(SampleEvents.TASK_CREATED_FOR_BOB).put("hops", -1);

        worker.deliver(broken);

        assertThat(worker.sidecar.published).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("tasks-dlq-sample-worker");
            assertThat(letter.message().partitionKey()).isEqualTo(SampleEvents.BOB);
            assertThat(letter.message().id())
                    .isEqualTo(SampleEvents.TASK_CREATED_FOR_BOB.id().toString());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not json", "[1, 2]", "\"text\"", "null", "{\"id\": 7, \"data\": \"broken\"}"})
    void a_body_that_is_no_event_is_dead_lettered(String body) {
        var status = worker.deliver(body);

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(worker.deadLetters()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the-app-toke", "the-app-token2", "THE-APP-TOKEN"})
    void whoever_is_not_the_sidecar_is_refused(String token) {
        var event = delivered(SampleEvents.TASK_CREATED).encode();

        var delivery = worker.door().post(TASKS_ROUTE, event, "dapr-api-token", token);
        var subscribe = worker.door().get("/dapr/subscribe", "dapr-api-token", token);
        var without = worker.door().post(TASKS_ROUTE, event);

        assertThat(List.of(delivery.status(), subscribe.status(), without.status()))
                .containsOnly(401);
        assertThat(delivery.contentType()).isEqualTo("application/problem+json");
        assertThat(handled).isEmpty();
    }

    @Test
    void attempts_are_counted_by_type_and_outcome() {
        worker.deliver(delivered(SampleEvents.TASK_CREATED));
        worker.deliver(delivered(SampleEvents.TASK_DELETED));

        assertThat(worker.metrics())
                .contains("fleet_deliveries_total{outcome=\"done\",service=\"sample-worker\",type=\"task.created\"} 1")
                .contains("fleet_deliveries_total{outcome=\"done\",service=\"sample-worker\",type=\"task.deleted\"} 1")
                .doesNotContain(SampleEvents.ALICE);
    }

    private static JsonObject without(JsonObject letter, JsonObject event) {
        var rest = letter.copy();
        event.fieldNames().forEach(rest::remove);
        return rest;
    }
}
