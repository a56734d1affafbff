package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskValidationTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final String DUE = "\"title\": \"t\", \"due_at\": \"2026-11-06T09:00:00Z\", ";

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @MethodSource({"texts", "dates", "rules", "reminders", "unknownFields"})
    void one_mistake_is_told_at_its_pointer_and_nothing_is_written(String body, String pointer) {
        var alice = api.newUser();

        var answer = alice.call("POST", "/tasks", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.pointers()).as(answer.body()).containsExactly(pointer);
        assertThat(alice.list("").tasks()).isEmpty();
        assertThat(alice.events()).isEmpty();
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var alice = api.newUser();

        var answer = alice.post(JsonObject.of(
                "title", "",
                "priority", "soon",
                "tags", JsonArray.of("home", 7, ""),
                "due_at", "tomorrow",
                "time_zone", "Mars/Olympus",
                "recurrence", JsonObject.of("rule", "FREQ=NEVER", "after", "lunch"),
                "reminders", JsonArray.of(JsonObject.of("at", "noon"), JsonObject.of("at", "midnight")),
                "colour", "red"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers())
                .containsExactlyInAnyOrder(
                        "#/title",
                        "#/priority",
                        "#/tags/1",
                        "#/tags/2",
                        "#/due_at",
                        "#/time_zone",
                        "#/recurrence/rule",
                        "#/recurrence/after",
                        "#/reminders/0/at",
                        "#/reminders/1/at",
                        "#/colour");
    }

    @Test
    void a_violation_tells_what_is_there_and_what_was_expected() {
        var alice = api.newUser();

        var answer = alice.post(JsonObject.of("title", "t", "priority", "soon"));

        assertThat(answer.json().getJsonArray("errors"))
                .isEqualTo(JsonArray.of(JsonObject.of(
                        "pointer", "#/priority", "detail", "soon (expected: none, low, medium, high or urgent)")));
    }

    @Test
    void a_patch_is_validated_as_the_whole_task_that_it_leads_to() {
        var alice = api.newUser();
        var id = alice.createId(
                "title", "t",
                "due_at", "2026-11-06",
                "reminders", JsonArray.of(JsonObject.of("before_due", "PT1H")));

        var answer = alice.patch(id, new JsonObject().putNull("due_at").putNull("title"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactlyInAnyOrder("#/title", "#/reminders/0/before_due");
        assertThat(alice.historyOf(id)).containsExactly("task.created 1");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("{}", "#/title"),
                arguments("{\"title\": null}", "#/title"),
                arguments("{\"title\": \"\"}", "#/title"),
                arguments("{\"title\": \" \\t\"}", "#/title"),
                arguments("{\"title\": 5}", "#/title"),
                arguments("{\"title\": \"%s\"}".formatted("x".repeat(201)), "#/title"),
                arguments("{\"title\": \"a\\u0000b\"}", "#/title"),
                arguments("{\"title\": \"half \\ud83c a pair\"}", "#/title"),
                arguments("{\"title\": \"t\", \"description\": 5}", "#/description"),
                arguments("{\"title\": \"t\", \"description\": \"\\u0000\"}", "#/description"),
                arguments("{\"title\": \"t\", \"description\": \"%s\"}".formatted("x".repeat(10_001)), "#/description"),
                arguments("{\"title\": \"t\", \"priority\": \"URGENT\"}", "#/priority"),
                arguments("{\"title\": \"t\", \"priority\": 3}", "#/priority"),
                arguments("{\"title\": \"t\", \"tags\": \"home\"}", "#/tags"),
                arguments("{\"title\": \"t\", \"tags\": [\"a\", \"b\", \"a\"]}", "#/tags"),
                arguments("{\"title\": \"t\", \"tags\": %s}".formatted(tags(21)), "#/tags"),
                arguments("{\"title\": \"t\", \"tags\": [\"a\", \" \"]}", "#/tags/1"),
                arguments("{\"title\": \"t\", \"tags\": [null]}", "#/tags/0"),
                arguments("{\"title\": \"t\", \"tags\": [\"a\\u0000\"]}", "#/tags/0"),
                arguments("{\"title\": \"t\", \"tags\": [\"%s\"]}".formatted("x".repeat(51)), "#/tags/0"));
    }

    static Stream<Arguments> dates() {
        var dates = List.of(
                "tomorrow",
                "2026-02-30",
                "2026-11-06T09:00:00",
                "2026-11-06T09:00+01:00",
                "2026-11-06T24:00:00Z",
                "0000-01-01",
                "0001-01-01T00:00:00+14:00",
                "9999-12-31T23:59:59-12:00",
                "+12026-11-06T09:00:00Z");
        return Stream.concat(
                dates.stream()
                        .map(date -> arguments("{\"title\": \"t\", \"due_at\": \"%s\"}".formatted(date), "#/due_at")),
                Stream.of(
                        arguments("{\"title\": \"t\", \"due_at\": 20261106}", "#/due_at"),
                        arguments("{\"title\": \"t\", \"time_zone\": \"Mars/Olympus\"}", "#/time_zone"),
                        arguments("{\"title\": \"t\", \"time_zone\": \"+02:00\"}", "#/time_zone")));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments("{\"title\": \"t\", \"recurrence\": \"weekly\"}", "#/recurrence"),
                arguments("{\"title\": \"t\", \"recurrence\": {}}", "#/recurrence/rule"),
                arguments("{\"title\": \"t\", \"recurrence\": {\"rule\": \"FREQ=NEVER\"}}", "#/recurrence/rule"),
                arguments(
                        "{\"title\": \"t\", \"recurrence\": {\"rule\": \"%s\"}}".formatted("X".repeat(501)),
                        "#/recurrence/rule"),
                arguments(
                        "{\"title\": \"t\", \"due_at\": \"2026-11-06\", \"recurrence\": {\"rule\": \"FREQ=HOURLY\"}}",
                        "#/recurrence/rule"),
                arguments(
                        "{\"title\": \"t\", \"recurrence\": {\"rule\": \"FREQ=DAILY\", \"after\": \"lunch\"}}",
                        "#/recurrence/after"),
                arguments(
                        "{\"title\": \"t\", \"recurrence\": {\"rule\": \"FREQ=DAILY\", \"anchor\": \"2026-11-06\"}}",
                        "#/recurrence/anchor"));
    }

    static Stream<Arguments> reminders() {
        return Stream.of(
                arguments("{%s \"reminders\": {}}".formatted(DUE), "#/reminders"),
                arguments("{%s \"reminders\": [\"PT1H\"]}".formatted(DUE), "#/reminders/0"),
                arguments("{%s \"reminders\": [{}]}".formatted(DUE), "#/reminders/0"),
                arguments(
                        "{%s \"reminders\": [{\"at\": \"2026-11-05T09:00:00Z\", \"before_due\": \"PT1H\"}]}"
                                .formatted(DUE),
                        "#/reminders/0"),
                arguments(
                        "{%s \"reminders\": [{\"before_due\": \"PT60M\"}, {\"before_due\": \"PT1H\"}]}".formatted(DUE),
                        "#/reminders"),
                arguments("{%s \"reminders\": %s}".formatted(DUE, elevenReminders()), "#/reminders"),
                arguments("{%s \"reminders\": [{\"at\": \"noon\"}]}".formatted(DUE), "#/reminders/0/at"),
                arguments("{%s \"reminders\": [{\"at\": \"2026-11-05\"}]}".formatted(DUE), "#/reminders/0/at"),
                arguments(
                        "{%s \"reminders\": [{\"at\": \"2026-11-05T09:00+01:00\"}]}".formatted(DUE),
                        "#/reminders/0/at"),
                arguments(
                        "{%s \"reminders\": [{\"at\": \"+999999999-12-31T00:00:00Z\"}]}".formatted(DUE),
                        "#/reminders/0/at"),
                arguments(
                        "{%s \"reminders\": [{\"before_due\": \"-PT1H\"}]}".formatted(DUE), "#/reminders/0/before_due"),
                arguments(
                        "{%s \"reminders\": [{\"before_due\": \"PT99999H\"}]}".formatted(DUE),
                        "#/reminders/0/before_due"),
                arguments(
                        "{\"title\": \"t\", \"reminders\": [{\"before_due\": \"PT1H\"}]}", "#/reminders/0/before_due"),
                arguments(
                        "{%s \"reminders\": [{\"before_due\": \"PT1H\", \"sound\": 1}]}".formatted(DUE),
                        "#/reminders/0/sound"));
    }

    static Stream<Arguments> unknownFields() {
        return Stream.concat(
                Stream.of("id", "user_id", "status", "completed_at", "version", "series_id", "colour")
                        .map(name -> arguments("{\"title\": \"t\", \"%s\": \"x\"}".formatted(name), "#/" + name)),
                Stream.of(arguments("{\"title\": \"t\", \"a/b~c\": \"x\"}", "#/a~1b~0c")));
    }

    private static String tags(int count) {
        return new JsonArray(IntStream.range(0, count).mapToObj(i -> "tag" + i).toList()).encode();
    }

    private static String elevenReminders() {
        return new JsonArray(IntStream.range(0, 11)
                        .mapToObj(i -> JsonObject.of("before_due", "PT%dM".formatted(i)))
                        .toList())
                .encode();
    }
}
