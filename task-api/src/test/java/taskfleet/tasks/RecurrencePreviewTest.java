package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrencePreviewTest {
    private static final RunningTaskApi api =
            RunningTaskApi.start(Map.of("TASKS_PREVIEW", "2", "TASKS_MAX_PREVIEW", "4"));

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void rule_is_told_in_words_and_by_its_next_dates_in_the_zone() {
        var answer = preview(JsonObject.of(
                "due_at",
                "2027-03-22T09:00:00+01:00",
                "time_zone",
                "Europe/Berlin",
                "recurrence",
                JsonObject.of("rule", "freq=weekly;byday=mo"),
                "limit",
                3));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(JsonObject.of(
                        "text", "every week on Monday",
                        "rule", "FREQ=WEEKLY;BYDAY=MO",
                        "time_zone", "Europe/Berlin",
                        "dates",
                                JsonArray.of(
                                        "2027-03-22T09:00:00+01:00",
                                        "2027-03-29T09:00:00+02:00",
                                        "2027-04-05T09:00:00+02:00"),
                        "more", true));
    }

    @Test
    void preview_shows_what_completing_each_task_on_time_makes() {
        var fields = JsonObject.of("due_at", "2027-01-31", "recurrence", JsonObject.of("rule", "FREQ=MONTHLY;COUNT=2"));

        var answer = preview(fields);

        assertThat(answer.json().getJsonArray("dates")).isEqualTo(JsonArray.of("2027-01-31", "2027-02-28"));
        assertThat(answer.json().getBoolean("more")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"recurrence":{"rule":"FREQ=DAILY"}}                                      | #/due_at
                    {"due_at":"2027-01-31"}                                                   | #/recurrence
                    {"due_at":"2027-01-31","recurrence":{}}                                   | #/recurrence/rule
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=SECONDLY"}}             | #/recurrence/rule
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=HOURLY"}}               | #/recurrence/rule
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}} | #/recurrence/rule
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=DAILY"},"limit":0}      | #/limit
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=DAILY"},"limit":5}      | #/limit
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=DAILY"},"limit":"2"}    | #/limit
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=DAILY"},"time_zone":"+01:00"} | #/time_zone
                    {"due_at":"2027-01-31","recurrence":{"rule":"FREQ=DAILY"},"title":"Bins"} | #/title
                    """)
    void what_no_task_could_have_is_refused_with_its_place(String body, String pointer) {
        var answer = alice.call("POST", "/recurrences/preview", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void preview_needs_a_token() {
        assertThat(api.call("POST", "/recurrences/preview", Map.of(), "{}").status())
                .isEqualTo(401);
    }

    private ApiAnswer preview(JsonObject body) {
        return alice.call("POST", "/recurrences/preview", body.encode());
    }
}
