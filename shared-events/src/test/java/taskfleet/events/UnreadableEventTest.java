package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static taskfleet.events.UnreadableEvent.Kind.ATTRIBUTE_MISMATCH;
import static taskfleet.events.UnreadableEvent.Kind.INVALID_ATTRIBUTE;
import static taskfleet.events.UnreadableEvent.Kind.MISSING_ATTRIBUTE;
import static taskfleet.events.UnreadableEvent.Kind.NOT_A_CLOUD_EVENT;
import static taskfleet.events.UnreadableEvent.Kind.NOT_JSON;
import static taskfleet.events.UnreadableEvent.Kind.SCHEMA_VIOLATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableEventTest {
    private static final EventCodec CODEC = new EventCodec();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{", "{} {}", "{\"id\":\"1\"", "{\"a\":1}x", "{'a':1}"})
    void what_is_not_one_json_value_is_refused(String body) {
        UnreadableEvent failure = failureOf(body.getBytes(StandardCharsets.UTF_8));

        assertThat(failure.kind()).isEqualTo(NOT_JSON);
        assertThat(failure.pointer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Water the plants | half \\ud83c                     | /data/title
            Water the plants | \\udf31\\ud83c the wrong way round | /data/title
            "version":1      | "version":1e400                 | /data/version
            "data":{         | "data":{"later":[1,-1e999],     | /data/later/1
            """)
    void what_programs_would_read_differently_is_refused(String golden, String spoiled, String pointer) {
        String event = GoldenJson.tree("task.created.v1").toString().replace(golden, spoiled);

        UnreadableEvent failure = failureOf(event.getBytes(StandardCharsets.UTF_8));

        assertThat(failure.kind()).isEqualTo(NOT_JSON);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null                   | ''
            7                      | ''
            [{}]                   | ''
            {}                     | /specversion
            {"specversion":"0.3"}  | /specversion
            {"specversion":"1.1"}  | /specversion
            {"specversion":1.0}    | /specversion
            """)
    void json_that_is_not_a_cloud_event_is_refused(String body, String pointer) {
        UnreadableEvent failure = failureOf(body.getBytes(StandardCharsets.UTF_8));

        assertThat(failure.kind()).isEqualTo(NOT_A_CLOUD_EVENT);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "time", "subject", "partitionkey", "sequence"})
    void an_event_without_an_attribute_of_ours_is_refused(String name) {
        UnreadableEvent failure = failureOf(GoldenJson.tree("task.created.v1").without(name));

        assertThat(failure.kind()).isEqualTo(MISSING_ATTRIBUTE);
        assertThat(failure.pointer()).isEqualTo("/" + name);
        assertThat(failure).hasMessage("/" + name + ": absent (expected: present)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id              | 7
            id              | ""
            id              | "1-2-3-4-5"
            source          | "not a uri"
            time            | "yesterday"
            time            | 1793606400
            subject         | 7
            datacontenttype | 1
            datacontenttype | "text/plain"
            datacontenttype | "application/xml"
            dataschema      | "::"
            sequence        | "many"
            sequence        | 1.5
            sequence        | 2147483648
            sequence        | true
            hops            | -1
            redrive         | -1
            redrive         | "x"
            causationid     | "somebody"
            """)
    void an_attribute_of_another_form_is_refused(String name, String json) throws Exception {
        ObjectNode event = GoldenJson.tree("task.created.v1");
        event.set(name, EventJson.mapper().build().readTree(json));

        UnreadableEvent failure = failureOf(event);

        assertThat(failure.kind()).isEqualTo(INVALID_ATTRIBUTE);
        assertThat(failure.pointer()).isEqualTo("/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "type, task.archived, UNKNOWN_TYPE",
        "type, Task.Created, UNKNOWN_TYPE",
        "dataschema, urn:taskfleet:schema:task.created:2, UNKNOWN_VERSION",
    })
    void a_type_or_version_that_is_not_in_the_table_is_refused(String name, String value, UnreadableEvent.Kind kind) {
        UnreadableEvent failure = failureOf(GoldenJson.tree("task.created.v1").put(name, value));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.pointer()).isEqualTo("/" + name);
        assertThat(failure).hasMessageContaining(value);
    }

    @Test
    void a_redriven_event_that_does_not_say_for_whom_is_refused() {
        UnreadableEvent failure = failureOf(GoldenJson.tree("task.created.v1").put("redrive", 1));

        assertThat(failure.kind()).isEqualTo(MISSING_ATTRIBUTE);
        assertThat(failure.pointer()).isEqualTo("/redriveconsumer");
    }

    @ParameterizedTest
    @CsvSource({
        "subject, 0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e02",
        "partitionkey, bob",
        "sequence, 2",
    })
    void an_attribute_that_says_other_than_the_data_is_refused(String name, String value) {
        UnreadableEvent failure = failureOf(GoldenJson.tree("task.created.v1").put(name, value));

        assertThat(failure.kind()).isEqualTo(ATTRIBUTE_MISMATCH);
        assertThat(failure.pointer()).isEqualTo("/" + name);
    }

    @Test
    void a_second_kind_of_data_is_refused() {
        UnreadableEvent failure = failureOf(GoldenJson.tree("task.created.v1").put("data_base64", "e30="));

        assertThat(failure.kind()).isEqualTo(NOT_A_CLOUD_EVENT);
        assertThat(failure.pointer()).isEqualTo("/data_base64");
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                task("/data", event -> event.remove("data")),
                task("/data", event -> event.putNull("data")),
                task("/data", event -> event.put("data", "text")),
                task("/data", event -> event.put("data_base64", "e30=").remove("data")),
                task("/data/task_id", event -> data(event).remove("task_id")),
                task("/data/task_id", event -> data(event).put("task_id", "7")),
                task("/data/user_id", event -> data(event).put("user_id", "")),
                task("/data/user_id", event -> data(event).put("user_id", "u".repeat(256))),
                task("/data/title", event -> data(event).remove("title")),
                task("/data/title", event -> data(event).putNull("title")),
                task("/data/title", event -> data(event).put("title", "")),
                task("/data/title", event -> data(event).put("title", "t".repeat(201))),
                task("/data/description", event -> data(event).put("description", 7)),
                task("/data/priority", event -> data(event).put("priority", "HIGH")),
                task(
                        "/data/tags/1",
                        event -> data(event).putArray("tags").add("a").add("")),
                task(
                        "/data/tags",
                        event -> data(event).putArray("tags").add("a").add("a")),
                task("/data/due_at", event -> data(event).put("due_at", "2026-02-30")),
                task("/data/due_at", event -> data(event).put("due_at", "2026-11-06T09:00+01:00")),
                task("/data/due_at", event -> data(event).put("due_at", "2026-11-06T09:00:00")),
                task("/data/due_at", event -> data(event).put("due_at", "2016-12-31T23:59:60Z")),
                task("/data/time_zone", event -> data(event).put("time_zone", "Mars/Olympus_Mons")),
                task("/data/time_zone", event -> data(event).put("time_zone", "+01:00")),
                task(
                        "/data/recurrence/rule",
                        event -> data(event).putObject("recurrence").put("after", "due_date")),
                task("/data/occurrence", event -> data(event).put("occurrence", 1)),
                task("/data/series_id", event -> data(event).put("series_id", SampleEvents.SERIES.toString())),
                task(
                        "/data/reminders/0",
                        event -> data(event).putArray("reminders").addObject()),
                task("/data/reminders/0/before_due", event -> reminder(event).put("before_due", "-PT1H")),
                task("/data/reminders/0/before_due", event -> reminder(event).put("before_due", "P1M")),
                task("/data/reminders/0/before_due", event -> reminder(event).put("before_due", "PT0.5S")),
                task(
                        "/data/reminders/0",
                        event -> reminder(event).put("before_due", "PT1H").put("at", "2026-11-04T18:30:00Z")),
                task("/data/reminders/0/at", event -> reminder(event).put("at", "2026-11-04")),
                task("/data/status", event -> data(event).put("status", "done")),
                task("/data/completed_at", event -> data(event).put("status", "completed")),
                task("/data/completed_at", event -> data(event).put("completed_at", "2026-11-04T18:30:00Z")),
                task("/data/version", event -> data(event).put("version", 0)),
                task("/data/version", event -> data(event).put("version", 1.5)),
                task("/data/version", event -> data(event).put("version", 4_000_000_000L)),
                task("/data/version", event -> data(event).put("version", "1")),
                task("/data/created_at", event -> data(event).put("created_at", "2026-11-02 08:00:00")),
                of(
                        "task.completed.v1",
                        "/data/status",
                        event -> data(event).put("status", "open").remove("completed_at")),
                of("task.updated.v1", "/data/changed", event -> data(event).remove("changed")),
                of("task.updated.v1", "/data/changed", event -> data(event).putArray("changed")),
                of("task.updated.v1", "/data/title", event -> data(event).remove("title")),
                of(
                        "reminder.scheduled.v1",
                        "/data/reminder_id",
                        event -> data(event).remove("reminder_id")),
                of(
                        "reminder.scheduled.v1",
                        "/data/fire_at",
                        event -> data(event).put("fire_at", "2026-11-04")),
                of("reminder.triggered.v1", "/data/missed", event -> data(event).put("missed", "false")),
                of(
                        "reminder.triggered.v1",
                        "/data/triggered_at",
                        event -> data(event).remove("triggered_at")));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void data_that_breaks_the_schema_is_refused(String golden, String pointer, Consumer<ObjectNode> spoil) {
        ObjectNode event = GoldenJson.tree(golden);
        spoil.accept(event);

        UnreadableEvent failure = failureOf(event);

        assertThat(failure.kind()).isEqualTo(SCHEMA_VIOLATION);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    @Test
    void a_message_tells_what_is_expected_and_never_the_content() {
        String secret = "secret".repeat(50);
        ObjectNode event = GoldenJson.tree("task.created.v1");
        data(event).put("title", secret);

        UnreadableEvent failure = failureOf(event);

        assertThat(failure).hasMessage("/data/title: text of 300 characters (expected: maxLength 200)");
    }

    private static Arguments task(String pointer, Consumer<ObjectNode> spoil) {
        return of("task.created.v1", pointer, spoil);
    }

    private static Arguments of(String golden, String pointer, Consumer<ObjectNode> spoil) {
        return arguments(golden, pointer, spoil);
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    private static ObjectNode reminder(ObjectNode event) {
        return data(event).putArray("reminders").addObject();
    }

    private static UnreadableEvent failureOf(ObjectNode event) {
        return failureOf(GoldenJson.bytes(event));
    }

    private static UnreadableEvent failureOf(byte[] body) {
        return catchThrowableOfType(UnreadableEvent.class, () -> CODEC.read(body));
    }
}
