package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;

/** What a person decides on letters, and what workers then tell. */
class DecisionTest {
    private static final RunningDesk desk = RunningDesk.start();
    private static final Operator olga = desk.operator("olga");

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void forgetWhatWasPublished() {
        desk.sidecar.published.clear();
    }

    @Test
    void a_redriven_event_goes_out_as_it_was_under_its_key_for_the_worker_that_gave_it_up() throws Exception {
        var letter = SampleLetter.next();
        desk.deliver(letter);
        desk.clock.advance(Duration.ofMinutes(1));

        var answer = olga.post("/dead-letters/" + letter.id() + "/redrive", JsonObject.of("note", "now it will do"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("redriving");
        assertThat(answer.body().getInteger("redrives")).isEqualTo(1);
        assertThat(answer.objects("history").toList().getLast())
                .isEqualTo(new JsonObject()
                        .put("kind", "redriven")
                        .put("at", desk.clock.instant().toString())
                        .put("redrive", 1)
                        .put("by", "olga")
                        .put("note", "now it will do"));
        var published = desk.published(1).getFirst();
        assertThat(published.topic()).isEqualTo("tasks");
        assertThat(published.message().partitionKey()).isEqualTo("alice");
        assertThat(new JsonObject(published.message().json()))
                .isEqualTo(letter.event().copy().put("redrive", 1).put("redriveconsumer", "reminder-worker"));
        var event = new EventCodec().read(published.message().json().getBytes(StandardCharsets.UTF_8));
        assertThat(event.id()).isEqualTo(UUID.fromString(letter.eventId()));
        assertThat(event.data()).isEqualTo(SampleEvents.TASK_CREATED.data());
    }

    @Test
    void a_redriven_event_that_its_worker_has_handled_is_settled_for_good() {
        var letter = SampleLetter.next();
        desk.deliver(letter);
        olga.redrive(letter);

        desk.tell(letter, 1, "handled");
        desk.tell(letter, 1, "handled");

        var settled = olga.show(letter);
        assertThat(settled.text("status")).isEqualTo("settled");
        assertThat(settled.history()).containsExactly("failed 0", "redriven 1", "settled 1");
        assertThat(settled.objects("history").toList().getLast().getString("outcome"))
                .isEqualTo("handled");
        assertThat(olga.redrive(letter).status()).isEqualTo(409);
        assertThat(olga.discard(letter, "too late").status()).isEqualTo(409);
    }

    @Test
    void a_worker_that_had_nothing_to_do_tells_why() {
        var letter = SampleLetter.next();
        desk.deliver(letter);
        olga.redrive(letter);

        desk.tell(letter, 1, "an older version");

        var settled = olga.show(letter);
        assertThat(settled.text("status")).isEqualTo("settled");
        assertThat(settled.objects("history").toList().getLast().getMap())
                .containsEntry("outcome", "ignored")
                .containsEntry("detail", "an older version");
    }

    @Test
    void a_redriven_event_that_fails_again_comes_back_with_its_history() {
        var letter = SampleLetter.next().of("back");
        desk.deliver(letter);
        olga.redrive(letter);
        var later = SampleEvents.NOW.plusSeconds(600);

        desk.deliver(letter.after(1, "refused again", later));
        desk.deliver(letter.after(1, "refused again", later));

        var back = olga.show(letter);
        assertThat(olga.list("user=back").ids()).containsExactly(letter.id());
        assertThat(back.body().getMap())
                .containsEntry("status", "open")
                .containsEntry("redrives", 1)
                .containsEntry("detail", "refused again")
                .containsEntry("first_failed_at", SampleEvents.NOW.toString())
                .containsEntry("failed_at", later.toString());
        assertThat(back.history()).containsExactly("failed 0", "redriven 1", "failed 1");
        assertThat(back.body().getJsonObject("event")).isEqualTo(letter.event());
    }

    @Test
    void a_letter_can_be_redriven_again_and_again_each_time_with_the_next_count() {
        var letter = SampleLetter.next();
        desk.deliver(letter);

        olga.redrive(letter);
        olga.redrive(letter);
        desk.deliver(letter.after(1, "of the first one", SampleEvents.NOW.plusSeconds(1)));
        var underWay = olga.show(letter);
        desk.deliver(letter.after(2, "of the second one", SampleEvents.NOW.plusSeconds(2)));

        assertThat(desk.published(2).stream()
                        .map(published -> new JsonObject(published.message().json()).getInteger("redrive")))
                .containsExactly(1, 2);
        assertThat(underWay.text("status")).isEqualTo("redriving");
        assertThat(olga.show(letter).text("status")).isEqualTo("open");
        assertThat(olga.show(letter).history())
                .containsExactly("failed 0", "redriven 1", "failed 1", "redriven 2", "failed 2");
    }

    @Test
    void a_notice_that_is_read_before_its_letter_settles_it_when_it_comes() {
        var letter = SampleLetter.next();

        desk.tell(letter, 1, "handled");
        desk.deliver(letter);

        var settled = olga.show(letter);
        assertThat(settled.text("status")).isEqualTo("settled");
        assertThat(settled.history()).containsExactly("failed 0", "settled 1");
    }

    @Test
    void a_letter_of_a_redrive_that_the_desk_has_forgotten_is_open_and_counts_on() {
        var letter = SampleLetter.next();
        desk.deliver(letter.after(3, "the database is a new one", SampleEvents.NOW));

        var answer = olga.redrive(letter);

        assertThat(answer.body().getInteger("redrives")).isEqualTo(4);
        assertThat(answer.history()).containsExactly("failed 3", "redriven 4");
    }

    @Test
    void a_first_failure_that_is_read_after_its_second_one_changes_only_the_history() {
        var letter = SampleLetter.next();
        desk.deliver(letter.after(1, "the second", SampleEvents.NOW.plusSeconds(60)));

        desk.deliver(letter);

        var shown = olga.show(letter);
        assertThat(shown.text("detail")).isEqualTo("the second");
        assertThat(shown.text("first_failed_at")).isEqualTo(SampleEvents.NOW.toString());
        assertThat(shown.history()).containsExactly("failed 0", "failed 1");
    }

    @Test
    void a_discarded_letter_is_off_the_list_and_can_be_taken_up_again() {
        var letter = SampleLetter.next().of("discarded");
        desk.deliver(letter);

        var discarded = olga.discard(letter, "nobody needs it");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.text("status")).isEqualTo("discarded");
        assertThat(discarded.objects("history").toList().getLast().getMap())
                .containsEntry("kind", "discarded")
                .containsEntry("by", "olga")
                .containsEntry("note", "nobody needs it");
        assertThat(olga.list("user=discarded&status=open").ids()).isEmpty();
        assertThat(olga.discard(letter, "twice").status()).isEqualTo(409);
        assertThat(olga.redrive(letter).text("status")).isEqualTo("redriving");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "discard | none                              | #/note",
                "discard | {}                                | #/note",
                "discard | {\"note\": \"  \"}                | #/note",
                "discard | {\"note\": 7}                     | #/note",
                "discard | {\"note\": \"a\\u0000\"}          | #/note",
                "redrive | {\"note\": \"\"}                  | #/note",
                "redrive | {\"notes\": \"a\"}                | #/notes",
                "discard | {\"note\": \"a\", \"a/b~\": true} | #/a~1b~0"
            })
    void a_request_on_one_letter_with_a_mistake_changes_nothing(String verb, String body, String pointer) {
        var letter = SampleLetter.next();
        desk.deliver(letter);

        var answer = olga.post("/dead-letters/" + letter.id() + "/" + verb, body);

        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
        assertThat(olga.show(letter).history()).containsExactly("failed 0");
    }

    @Test
    void a_note_has_a_limit() {
        var letter = SampleLetter.next();
        desk.deliver(letter);

        assertThat(olga.discard(letter, "x".repeat(1_001)).pointers()).containsExactly("#/note");
        assertThat(olga.discard(letter, "x".repeat(1_000)).status()).isEqualTo(200);
    }

    @Test
    void a_letter_that_nobody_knows_is_not_found() {
        var unknown = SampleLetter.next();

        assertThat(olga.show(unknown).status()).isEqualTo(404);
        assertThat(olga.redrive(unknown).status()).isEqualTo(404);
        assertThat(olga.discard(unknown, "none").status()).isEqualTo(404);
        assertThat(olga.post("/dead-letters/7/redrive", (String) null).status()).isEqualTo(404);
    }

    @Test
    void a_selection_is_redriven_in_the_order_in_which_it_lay_and_what_can_not_be_is_told() {
        var settled = SampleLetter.next();
        var first = SampleLetter.next();
        var second = SampleLetter.next();
        var unknown = SampleLetter.next();
        Stream.of(second, first, settled).forEach(desk::deliver);
        desk.tell(settled, 1, "handled");

        var answer = olga.post(
                "/dead-letters/redrive",
                JsonObject.of("ids", ids(second, settled, first, unknown), "note", "all of them"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getInteger("redriven")).isEqualTo(2);
        assertThat(answer.objects("refused").map(refusal -> refusal.getString("id")))
                .containsExactlyInAnyOrder(settled.id(), unknown.id());
        assertThat(desk.published(2))
                .extracting(published -> new JsonObject(published.message().json()).getString("id"))
                .containsExactly(first.eventId(), second.eventId());
        assertThat(olga.show(first).objects("history").toList().getLast().getString("note"))
                .isEqualTo("all of them");
    }

    @Test
    void all_open_letters_of_one_reason_are_redriven_and_no_others() {
        var letters = Stream.generate(() -> SampleLetter.next().reason("too-many-hops"))
                .limit(3)
                .toList();
        var discarded = SampleLetter.next().reason("too-many-hops");
        var another = SampleLetter.next().reason("invalid-recurrence");
        letters.forEach(desk::deliver);
        Stream.of(discarded, another).forEach(desk::deliver);
        olga.discard(discarded, "not this one");

        var answer = olga.redriveWhere("reason", "too-many-hops");

        assertThat(answer.body()).isEqualTo(JsonObject.of("redriven", 3, "refused", JsonArray.of(), "remaining", 0));
        letters.forEach(letter -> assertThat(olga.show(letter).text("status")).isEqualTo("redriving"));
        assertThat(olga.show(discarded).text("status")).isEqualTo("discarded");
        assertThat(olga.show(another).text("status")).isEqualTo("open");
    }

    @Test
    void letters_beyond_the_limit_of_a_call_remain_and_those_that_can_not_be_redriven_don_t_stand_before_them() {
        for (int i = 0; i < 25; i++) {
            desk.deliver(SampleLetter.next().reason("many").with("dltopic", i < 3 ? "elsewhere" : "tasks"));
        }

        var first = olga.redriveWhere("reason", "many");
        var second = olga.redriveWhere("reason", "many");
        var third = olga.redriveWhere("reason", "many");

        assertThat(first.body()).isEqualTo(JsonObject.of("redriven", 20, "refused", JsonArray.of(), "remaining", 5));
        assertThat(second.body().getInteger("redriven")).isEqualTo(2);
        assertThat(second.body().getJsonArray("refused")).hasSize(3);
        assertThat(third.body().getInteger("redriven")).isZero();
    }

    @Test
    void letters_are_discarded_by_what_they_have_in_common_too() {
        var letter = SampleLetter.next("analytics-worker").reason("old");
        desk.deliver(letter);

        var answer = olga.post(
                "/dead-letters/discard",
                JsonObject.of(
                        "where",
                        JsonObject.of("worker", "analytics-worker", "type", "task.created", "reason", "old"),
                        "note",
                        "of last year"));

        assertThat(answer.body()).isEqualTo(JsonObject.of("discarded", 1, "refused", JsonArray.of(), "remaining", 0));
        assertThat(olga.show(letter).text("status")).isEqualTo("discarded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                 | #",
                "{\"ids\": [], \"where\": {\"reason\": \"a\"}}       | #",
                "{\"ids\": []}                                      | #/ids",
                "{\"ids\": \"all\"}                                 | #/ids",
                "{\"ids\": [7]}                                     | #/ids/0",
                "{\"where\": {}}                                    | #/where",
                "{\"where\": \"all\"}                               | #/where",
                "{\"where\": {\"status\": \"open\"}}                | #/where/status",
                "{\"where\": {\"reason\": \"\"}}                    | #/where/reason",
                "{\"where\": {\"worker\": null}}                    | #/where/worker",
                "{\"where\": {\"type\": \"a\\u0000\"}}              | #/where/type",
                "{\"where\": {\"type\": \"a\"}, \"status\": \"all\"} | #/status"
            })
    void a_request_on_many_letters_with_a_mistake_changes_nothing(String body, String pointer) {
        var answer = olga.post("/dead-letters/redrive", body);

        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void more_ids_than_a_call_takes_are_refused() {
        var ids = new JsonArray(
                Stream.generate(() -> UUID.randomUUID().toString()).limit(21).toList());

        assertThat(olga.post("/dead-letters/redrive", JsonObject.of("ids", ids)).pointers())
                .containsExactly("#/ids");
    }

    @Test
    void a_body_that_is_no_object_is_told() {
        for (var body : List.of("", "[]", "7", "{")) {
            assertThat(olga.post("/dead-letters/redrive", body).status()).isEqualTo(400);
        }
    }

    @Test
    void metrics_count_decisions() {
        var letter = SampleLetter.next();
        desk.deliver(letter);
        olga.redrive(letter);

        assertThat(desk.internal("/metrics").body())
                .containsPattern("fleet_desk_decisions_total\\{kind=\"redriven\",[^}]*} [1-9]");
    }

    private static JsonArray ids(SampleLetter... letters) {
        return new JsonArray(Stream.of(letters).map(SampleLetter::id).toList());
    }
}
