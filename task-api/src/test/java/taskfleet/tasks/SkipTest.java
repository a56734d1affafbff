package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.TaskUpdated;

class SkipTest {
    private static final String FIRST = "2026-11-02T18:00:00+01:00";
    private static final String SECOND = "2026-11-09T18:00:00+01:00";
    private static final RunningTaskApi api = RunningTaskApi.start();

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void skipped_task_is_the_same_on_its_next_date() {
        var id = series("FREQ=WEEKLY;COUNT=2");

        var skipped = skip(id, FIRST);

        assertThat(skipped.status()).isEqualTo(200);
        assertThat(skipped.json().getString("due_at")).isEqualTo(SECOND);
        assertThat(skipped.json().getInteger("occurrence")).isEqualTo(1);
        assertThat(skipped.json().getJsonArray("reminders"))
                .isEqualTo(JsonArray.of(
                        JsonObject.of("before_due", "PT30M"), JsonObject.of("at", "2026-11-08T17:00:00Z")));
        var event = (TaskUpdated) alice.eventsOf(id).getLast().data();
        assertThat(event.changed()).containsExactly("due_at", "recurrence", "reminders");
        assertThat(event.task().recurrence()).extracting(RecurrenceSpec::anchor).isEqualTo("2026-11-02T18:00");
    }

    @Test
    void repeated_wish_skips_nothing_more() {
        var id = series("FREQ=WEEKLY");
        skip(id, FIRST);

        var again = skip(id, FIRST);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("due_at")).isEqualTo(SECOND);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.updated 2");
    }

    @Test
    void skipping_does_not_move_the_series() {
        var id = alice.createId(
                "title", "Rent", "due_at", "2027-01-31", "recurrence", JsonObject.of("rule", "FREQ=MONTHLY"));

        skip(id, "2027-01-31");
        var march = skip(id, "2027-02-28");

        assertThat(march.json().getString("due_at")).isEqualTo("2027-03-31");
    }

    @Test
    void neglected_task_skips_to_a_date_that_is_still_to_come() {
        var id = alice.createId(
                "title", "Rent", "due_at", "2026-01-05", "recurrence", JsonObject.of("rule", "FREQ=WEEKLY"));

        var skipped = skip(id, "2026-01-05").json().getString("due_at");

        assertThat(skipped).isEqualTo("2026-11-09");
    }

    @Test
    void what_was_edited_in_the_skipped_one_alone_is_left_out_too() {
        var id = series("FREQ=WEEKLY");
        alice.patch(
                id + "?scope=this", JsonObject.of("title", "Water and feed", "due_at", "2026-11-04T18:00:00+01:00"));

        var skipped = skip(id, "2026-11-04T18:00:00+01:00").json();

        assertThat(skipped.getString("title")).isEqualTo("Water");
        assertThat(skipped.getString("due_at")).isEqualTo(SECOND);
        assertThat(skipped.containsKey("following")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=WEEKLY;UNTIL=20261108, 2026-11-02T18:00:00+01:00, no later date",
        "FREQ=WEEKLY, 2026-11-09T18:00:00+01:00, due before that"
    })
    void date_that_the_task_does_not_have_or_the_last_one_is_a_conflict(String rule, String date, String why) {
        var answer = skip(series(rule), date);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("detail")).contains(why);
    }

    @Test
    void task_that_is_completed_or_does_not_recur_has_nothing_to_skip() {
        var completed = series("FREQ=WEEKLY");
        alice.complete(completed);
        var once = alice.createId("title", "Once", "due_at", FIRST);
        var undated = alice.createId("title", "Undated", "recurrence", JsonObject.of("rule", "FREQ=WEEKLY"));

        assertThat(skip(completed, FIRST).status()).isEqualTo(409);
        assertThat(skip(once, FIRST).status()).isEqualTo(409);
        assertThat(skip(undated, FIRST).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                              | #/due_at
                    {"due_at": "tomorrow"}          | #/due_at
                    {"due_at": "2026-11-02", "n": 1}| #/n
                    """)
    void wish_must_name_the_date(String body, String pointer) {
        var answer = alice.call("POST", "/tasks/" + series("FREQ=WEEKLY") + "/skip", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).contains(pointer);
    }

    private ApiAnswer skip(String id, String date) {
        return alice.call(
                "POST", "/tasks/" + id + "/skip", JsonObject.of("due_at", date).encode());
    }

    private String series(String rule) {
        return alice.createId(
                "title",
                "Water",
                "due_at",
                FIRST,
                "time_zone",
                "Europe/Berlin",
                "recurrence",
                JsonObject.of("rule", rule),
                "reminders",
                JsonArray.of(JsonObject.of("before_due", "PT30M"), JsonObject.of("at", "2026-11-01T17:00:00Z")));
    }
}
