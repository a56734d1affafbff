package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.SampleEvents;

/** What becomes of the records that the sidecar delivers. */
class IntakeTest {
    private static final RunningDesk desk = RunningDesk.start();
    private static final Operator olga = desk.operator("olga");

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void all_topics_are_subscribed_as_raw_records() {
        var subscriptions = new JsonArray(desk.internal("/dapr/subscribe", "dapr-api-token", RunningDesk.APP_TOKEN)
                .body());

        assertThat(subscriptions.stream().map(JsonObject.class::cast))
                .extracting(
                        subscription -> subscription.getString("topic"),
                        subscription -> subscription.getString("route"),
                        subscription -> subscription.getJsonObject("metadata").getString("rawPayload"))
                .containsExactlyInAnyOrderElementsOf(RunningDesk.TOPICS.stream()
                        .map(topic -> tuple(topic, "/api/events/" + topic, "true"))
                        .toList());
    }

    @Test
    void without_the_token_of_the_sidecar_nothing_is_told_or_taken() {
        assertThat(desk.internal("/dapr/subscribe").statusCode()).isEqualTo(401);
    }

    @Test
    void a_letter_is_kept_with_all_that_it_tells() {
        var letter = SampleLetter.next();

        var answer = desk.deliver(letter);

        assertThat(answer).isEqualTo("200 SUCCESS");
        var shown = olga.show(letter);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().getMap())
                .containsEntry("id", letter.id())
                .containsEntry("worker", "reminder-worker")
                .containsEntry("topic", "tasks")
                .containsEntry("partition", 3)
                .containsEntry("offset", letter.offset())
                .containsEntry("key", "alice")
                .containsEntry("event_id", letter.eventId())
                .containsEntry("event_type", "task.created")
                .containsEntry("user_id", "alice")
                .containsEntry("task_id", letter.event().getString("subject"))
                .containsEntry("reason", "attempts-exhausted")
                .containsEntry("detail", "the database refused it")
                .containsEntry("attempts", 4)
                .containsEntry("first_failed_at", SampleEvents.NOW.toString())
                .containsEntry("failed_at", SampleEvents.NOW.toString())
                .containsEntry("redrives", 0)
                .containsEntry("status", "open")
                .containsEntry("redrivable", true);
        assertThat(shown.body().getJsonObject("event")).isEqualTo(letter.event());
        assertThat(shown.history()).containsExactly("failed 0");
    }

    @Test
    void a_letter_that_comes_again_is_kept_once() {
        var letter = SampleLetter.next().of("twice");
        desk.deliver(letter);

        var answer = desk.deliver(letter.at(SampleEvents.NOW.plusSeconds(9)));

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(olga.list("user=twice").ids()).containsExactly(letter.id());
        assertThat(olga.show(letter).history()).containsExactly("failed 0");
        assertThat(olga.show(letter).text("failed_at")).isEqualTo(SampleEvents.NOW.toString());
    }

    @Test
    void an_event_that_two_workers_give_up_on_is_two_letters() {
        var ofReminders = SampleLetter.next().of("two-workers");
        var ofAnalytics =
                SampleLetter.next("analytics-worker").of("two-workers").event("id", ofReminders.eventId());

        desk.deliver(ofReminders);
        desk.deliver(ofAnalytics);

        assertThat(olga.list("user=two-workers").ids()).containsExactlyInAnyOrder(ofReminders.id(), ofAnalytics.id());
    }

    /** Bytes that are no UTF-8, no JSON, no object, no event. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"1, bm90IEpTT04=", "2, /+8A", "3, \"\"", "4, WzEsMl0=", "5, bnVsbA=="})
    void a_record_that_is_no_event_is_kept_as_it_came(int offset, String base64) {
        var record = Base64.getDecoder().decode(base64);

        var first = deadLetteredBySidecar(record, 2, 100 + offset);
        var again = deadLetteredBySidecar(record, 2, 100 + offset);

        assertThat(first).isEqualTo("200 SUCCESS");
        assertThat(again).isEqualTo("200 SUCCESS");
        var id = ArrivedLetter.idOf("recurring-worker", "tasks/2/" + (100 + offset));
        var shown = olga.get("/dead-letters/" + id);
        assertThat(shown.body().getMap())
                .containsEntry("worker", "recurring-worker")
                .containsEntry("topic", "tasks")
                .containsEntry("partition", 2)
                .containsEntry("offset", 100 + offset)
                .containsEntry("key", "jürgen + co")
                .containsEntry("reason", "unexplained")
                .containsEntry("attempts", 0)
                .containsEntry("failed_at", SampleEvents.NOW.toString())
                .containsEntry("raw_base64", base64)
                .containsEntry("raw_text", new String(record, StandardCharsets.UTF_8))
                .containsEntry("redrivable", false)
                .containsKey("not_redrivable_because")
                .doesNotContainKeys("event", "event_id", "event_type", "user_id", "task_id");
        assertThat(shown.history()).containsExactly("failed 0");
    }

    /** Under its place where it lay before; the key is escaped each time that the sidecar reads it. */
    private static String deadLetteredBySidecar(byte[] record, int partition, int offset) {
        return desk.deliver(
                "tasks-dlq-recurring-worker",
                record,
                "__key",
                "j%25C3%25BCrgen%2B%252B%2Bco",
                "__topic",
                "tasks",
                "__partition",
                String.valueOf(partition),
                "__offset",
                String.valueOf(offset));
    }

    @Test
    void what_postgres_can_not_hold_is_kept_in_another_form() {
        var letter = SampleLetter.next()
                .event("type", "t\u0000")
                .event("data", JsonObject.of("user_id", "nul\u0000half", "task_id", "x".repeat(10_000)))
                .with("dldetail", "d\u0000" + "y".repeat(10_000))
                .with("dlreason", "r\u0000")
                .with("dltime", "+999999-01-01T00:00:00Z")
                .with("dlattempts", "many");

        var record = new String(letter.record(), StandardCharsets.UTF_8).replace("half", "half\\ud800");

        var answer = desk.deliver(letter.topic(), record.getBytes(StandardCharsets.UTF_8), letter.headers());

        assertThat(answer).isEqualTo("200 SUCCESS");
        var shown = olga.show(letter).body();
        assertThat(shown.getString("user_id")).isEqualTo("nul\ufffdhalf\ufffd");
        assertThat(shown.getString("event_type")).isEqualTo("t\ufffd");
        assertThat(shown.getString("reason")).isEqualTo("r\ufffd");
        assertThat(shown.getString("task_id")).hasSize(Storable.MAX_NAME);
        assertThat(shown.getString("detail")).hasSize(Storable.MAX_WORDS);
        assertThat(shown.getString("failed_at")).isEqualTo(SampleEvents.NOW.toString());
        assertThat(shown.getString("not_redrivable_because")).contains("surrogate");
    }

    @Test
    void an_event_without_an_id_is_told_by_its_place() {
        var letter = SampleLetter.next().of("no-id");
        var record = new JsonObject(new String(letter.record(), StandardCharsets.UTF_8));
        record.remove("id");

        desk.deliver(letter.topic(), record.toBuffer().getBytes(), letter.headers());
        desk.deliver(letter.topic(), record.toBuffer().getBytes(), letter.headers());

        assertThat(olga.list("user=no-id").ids())
                .containsExactly(ArrivedLetter.idOf("reminder-worker", "tasks/3/" + letter.offset())
                        .toString());
    }

    @Test
    void a_letter_that_names_another_worker_than_its_topic_can_not_be_redriven() {
        var letter = SampleLetter.next().with("dltopic", "redrives");

        desk.deliver(letter);

        assertThat(olga.show(letter).body().getBoolean("redrivable")).isFalse();
        assertThat(olga.redrive(letter).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{}", "{\"type\":\"redrive.settled\",\"data\":{\"redrive\":1}}"})
    void a_notice_that_is_none_holds_up_nothing(String record) {
        assertThat(desk.deliver("redrives", record.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("200 SUCCESS");
    }

    @Test
    void metrics_tell_what_came_and_what_is_open() {
        var letter = SampleLetter.next().reason("runaway-series");
        desk.deliver(letter);
        desk.deliver(letter);

        var metrics = desk.internal("/metrics").body();

        assertThat(metrics)
                .containsPattern(
                        "fleet_desk_letters_taken_total\\{kept=\"known\",[^}]*worker=\"reminder-worker\"[^}]*} [1-9]");
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> desk.internal("/metrics").body(),
                        text -> text.matches(
                                "(?s).*fleet_desk_open_letters\\{reason=\"runaway-series\",[^}]*worker=\"reminder-worker\"[^}]*} 1.*"));
    }
}
