package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;
import taskfleet.local.Json;

/** What becomes of events that a worker can't handle, with every real part in between. */
@Tag("e2e")
class DeadLetterDeskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LATER = "2027-06-01T08:00:00Z";

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();
    private final Operator olga = Operator.of(fleet, "olga");

    @Test
    void a_poison_event_lies_in_the_desk_and_comes_back_with_its_history_when_redriven() throws Exception {
        var alice = User.of(fleet);
        var poison = poison(alice);
        publish(poison);
        alice.awaitSummary("created", 2);

        var id = olga.awaitLetters("worker=reminder-worker&user=" + userOf(poison), 1)
                .getFirst()
                .get("id")
                .textValue();
        var letter = olga.show(id);
        olga.redrive(id, "once more");
        await().atMost(PATIENCE).until(() -> olga.show(id).get("history").size() == 3);
        var back = olga.awaitStatus(id, "open");
        var discarded = olga.discard(id, "no reminder has a NUL in its title");

        assertThat(letter.get("reason").textValue()).isEqualTo("attempts-exhausted");
        assertThat(letter.get("attempts").intValue()).isEqualTo(4);
        assertThat(letter.get("detail").textValue()).contains("22021"); // Postgres: no character of this encoding
        assertThat(letter.at("/event/data/title").textValue()).isEqualTo("a\u0000b");
        assertThat(letter.get("event").fieldNames()).toIterable().doesNotContain("dlreason", "pubsubname", "redrive");
        assertThat(Operator.history(back)).containsExactly("failed 0", "redriven 1", "failed 1");
        assertThat(back.at("/history/1/by").textValue()).isEqualTo("olga");
        assertThat(back.get("redrives").intValue()).isEqualTo(1);
        assertThat(discarded.get("status").textValue()).isEqualTo("discarded");
        assertThat(alice.summary().get("created").intValue()).isEqualTo(2);
        assertHandledOnceByAnalytics(poison);
    }

    @Test
    void an_event_whose_cause_is_mended_is_settled_by_its_redrive() throws Exception {
        var alice = User.of(fleet);
        var title = "Refused " + UUID.randomUUID();
        Tables.execute(
                fleet, "ALTER TABLE reminder.reminder ADD CONSTRAINT refused CHECK (title <> '%s')".formatted(title));
        var task = alice.create(Map.of("title", title, "reminders", List.of(Map.of("at", LATER))));
        alice.awaitSummary("created", 1);
        var event = Json.read(Events.of(fleet, "tasks", task).getFirst().getBytes(StandardCharsets.UTF_8));

        var id = olga.awaitLetters("worker=reminder-worker&user=" + userOf(event), 1)
                .getFirst()
                .get("id")
                .textValue();
        Tables.execute(fleet, "ALTER TABLE reminder.reminder DROP CONSTRAINT refused");
        olga.redrive(id, "the constraint is gone");
        var settled = olga.awaitStatus(id, "settled");

        assertThat(Operator.history(settled)).containsExactly("failed 0", "redriven 1", "settled 1");
        assertThat(settled.at("/history/2/outcome").textValue()).isEqualTo("handled");
        assertThat(Tables.count(fleet, "SELECT count(*) FROM reminder.reminder WHERE task_id = '%s'".formatted(task)))
                .isEqualTo(1);
        assertThat(olga.desk().post("/dead-letters/" + id + "/redrive", null).status())
                .isEqualTo(409);
        assertThat(alice.summary().get("created").intValue()).isEqualTo(1);
        assertHandledOnceByAnalytics(event);
    }

    @Test
    void a_record_that_is_no_event_at_all_lies_in_the_desk_as_it_came() throws Exception {
        var key = "jürgen-" + UUID.randomUUID();
        var lay = produce("tasks", key, "not JSON");

        for (var worker : List.of("recurring-worker", "reminder-worker", "analytics-worker")) {
            var id = olga.awaitLetters("reason=unexplained&worker=" + worker, 1)
                    .getFirst()
                    .get("id")
                    .textValue();
            var letter = olga.show(id);
            assertThat(letter.get("raw_text").textValue()).isEqualTo("not JSON");
            assertThat(letter.get("topic").textValue()).isEqualTo("tasks");
            assertThat(letter.get("partition").intValue()).isEqualTo(lay.partition());
            assertThat(letter.get("offset").longValue()).isEqualTo(lay.offset());
            assertThat(letter.get("key").textValue()).isEqualTo(key);
            assertThat(letter.get("redrivable").booleanValue()).isFalse();
        }
    }

    @Test
    void a_user_whose_name_no_header_can_hold_holds_up_nobody() {
        var strange = User.named(fleet, "line\nbreak " + UUID.randomUUID());

        strange.create(Map.of("title", "One"));
        strange.create(Map.of("title", "Two"));

        strange.awaitSummary("created", 2);
    }

    @Test
    void only_an_operator_sees_letters() {
        var alice = fleet.client("dead-letter-desk", "alice");

        assertThat(alice.get("/dead-letters").status()).isEqualTo(403);
        assertThat(alice.post("/dead-letters/redrive", Map.of("where", Map.of("worker", "reminder-worker")))
                        .status())
                .isEqualTo(403);
    }

    /** An event that keeps the contract, and that reminder-worker's database refuses: a title with a NUL in it. */
    private ObjectNode poison(User user) {
        var task = user.create(Map.of("title", "Good", "reminders", List.of(Map.of("at", LATER))));
        user.awaitSummary("created", 1);
        var event = (ObjectNode)
                Json.read(Events.of(fleet, "tasks", task).getFirst().getBytes(StandardCharsets.UTF_8));
        var another = UUID.randomUUID().toString();
        event.put("id", UUID.randomUUID().toString()).put("subject", another);
        event.withObject("/data").put("task_id", another).put("title", "a\u0000b");
        return event;
    }

    /** As another producer would, through a sidecar. */
    private void publish(JsonNode event) throws IOException, InterruptedException {
        var door = fleet.service("task-api")
                .replica()
                .sidecarUrl()
                .resolve("/v1.0/publish/kafka-pubsub/tasks?metadata.partitionKey=" + userOf(event));
        var request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(event)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    private RecordMetadata produce(String topic, String key, String value)
            throws ExecutionException, InterruptedException {
        var settings = Map.<String, Object>of("bootstrap.servers", fleet.kafka().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** The redriven event is for the worker that gave it up: this one has handled it once, when it came first. */
    private void assertHandledOnceByAnalytics(JsonNode event) throws SQLException {
        var handled = "SELECT count(*) FROM analytics.inbox WHERE event_id = '%s' AND redrive = 0 AND NOT dead_lettered"
                .formatted(event.get("id").textValue());
        assertThat(Tables.count(fleet, handled)).isEqualTo(1);
    }

    private static String userOf(JsonNode event) {
        return event.get("partitionkey").textValue();
    }
}
