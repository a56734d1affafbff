package taskfleet.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
    private static final String TASK = SchemaFiles.TASK;
    private static final String UPDATED = "task.updated.v1.json";
    private static final String TRIGGERED = "reminder.triggered.v1.json";

    @Test
    void the_schemas_break_nobody_who_has_built_on_the_released_ones() {
        List<Breach> breaches = Compatibility.breaches(SchemaFiles.released(), SchemaFiles.current());

        assertThat(breaches).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void a_harmless_change_passes(String file, String what, Consumer<ObjectNode> change) {
        List<Breach> breaches = afterChangeOf(file, change);

        assertThat(breaches).isEmpty();
    }

    static Stream<Arguments> a_harmless_change_passes() {
        return Stream.of(
                change(
                        TASK,
                        "an optional field",
                        schema -> fields(schema).putObject("colour").put("type", "string")),
                change(
                        TASK,
                        "an optional field of an object in it",
                        schema -> at(schema, "/$defs/recurrence/properties")
                                .putObject("skip")
                                .put("type", "string")),
                change(
                        UPDATED,
                        "an optional field beside a reference",
                        schema -> fields(schema).putObject("reason").put("type", "string")),
                change(
                        TASK,
                        "other words",
                        schema -> schema.put("title", "A task").put("description", "So it is.")),
                change(
                        TASK,
                        "a definition laid out in its place",
                        schema -> fields(schema)
                                .putObject("task_id")
                                .put("type", "string")
                                .put("format", "uuid")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void a_change_that_breaks_somebody_fails_and_names_the_rule(
            String file, String what, Consumer<ObjectNode> change, String... messages) {
        List<Breach> breaches = afterChangeOf(file, change);

        assertThat(breaches.stream().map(Breach::toString).map(CompatibilityTest::withoutAdvice))
                .containsExactly(messages);
    }

    static Stream<Arguments> a_change_that_breaks_somebody_fails_and_names_the_rule() {
        return Stream.of(
                breaking(
                        "a field removed",
                        schema -> fields(schema).remove("description"),
                        "/properties/description REMOVED: no longer there"),
                breaking(
                        "a field renamed",
                        schema -> fields(schema).set("notes", fields(schema).remove("description")),
                        "/properties/description RENAMED: now notes"),
                breaking(
                        "an optional field made required",
                        schema -> schema.withArray("/required").add("due_at"),
                        "/required MADE_REQUIRED: due_at was optional"),
                breaking(
                        "a new field that is required",
                        schema -> {
                            fields(schema).putObject("colour").put("type", "string");
                            schema.withArray("/required").add("colour");
                        },
                        "/required MADE_REQUIRED: colour is new"),
                breaking(
                        "a required field made optional",
                        schema -> schema.withArray("/required").remove(0),
                        "/required MADE_OPTIONAL: task_id was required"),
                breaking(
                        "a limit lowered",
                        schema -> at(schema, "/$defs/title").put("maxLength", 100),
                        "/$defs/title/maxLength NARROWED: 100, was 200"),
                breaking(
                        "a limit raised",
                        schema -> at(schema, "/$defs/title").put("maxLength", 300),
                        "/$defs/title/maxLength WIDENED: 300, was 200"),
                breaking(
                        "a limit where there was none",
                        schema -> at(schema, "/properties/tags").put("minItems", 1),
                        "/properties/tags/minItems NARROWED: 1, was absent"),
                breaking(
                        "a limit taken away",
                        schema -> at(schema, "/properties/tags/items").remove("maxLength"),
                        "/properties/tags/items/maxLength WIDENED: absent, was 50"),
                breaking(
                        "a value taken away",
                        schema -> schema.withArray("/properties/priority/enum").remove(4),
                        "/properties/priority/enum NARROWED: urgent is no longer valid"),
                breaking(
                        "a value added",
                        schema -> schema.withArray("/properties/status/enum").add("archived"),
                        "/properties/status/enum WIDENED: archived is new"),
                breaking(
                        "a type changed",
                        schema -> at(schema, "/properties/occurrence").put("type", "number"),
                        "/properties/occurrence/type CHANGED: \"number\", was \"integer\""),
                breaking(
                        "a format demanded",
                        schema -> at(schema, "/$defs/user_id").put("format", "email"),
                        "/$defs/user_id/format NARROWED: \"email\", was absent"),
                breaking(
                        "a pattern changed",
                        schema -> at(schema, "/$defs/reminder/properties/before_due")
                                .put("pattern", "^PT"),
                        "/$defs/reminder/properties/before_due/pattern CHANGED: \"^PT\", was "
                                + SchemaFiles.released()
                                        .named(TASK)
                                        .at("/$defs/reminder/properties/before_due/pattern")),
                breaking(
                        "unknown fields forbidden",
                        schema -> schema.put("additionalProperties", false),
                        "/additionalProperties NARROWED: false, was absent"),
                breaking(
                        "a condition taken away",
                        schema -> schema.remove("dependentRequired"),
                        "/dependentRequired WIDENED: absent, was "
                                + SchemaFiles.released().named(TASK).path("dependentRequired")),
                breaking(
                        "another id",
                        schema -> schema.put("$id", "urn:taskfleet:schema:task:2"),
                        "/$id CHANGED: \"urn:taskfleet:schema:task:2\", was \"urn:taskfleet:schema:task:1\""));
    }

    @Test
    void a_field_that_refers_to_a_narrower_definition_fails() {
        List<Breach> breaches = afterChangeOf(
                TRIGGERED,
                schema -> fields(schema)
                        .putObject("title")
                        .put("type", "string")
                        .put("minLength", 1)
                        .put("maxLength", 20));

        assertThat(breaches)
                .singleElement()
                .hasToString(TRIGGERED + "/properties/title/maxLength NARROWED: 20, was 200 (the rule: what was valid "
                        + "stays valid, since such events are under way; else make a new version of the schema)");
    }

    @Test
    void a_schema_that_is_gone_fails() {
        Map<String, ObjectNode> schemas = copies();
        schemas.remove(TRIGGERED);

        List<Breach> breaches = Compatibility.breaches(SchemaFiles.released(), new SchemaFiles(schemas));

        assertThat(breaches).singleElement().extracting(Breach::rule).isEqualTo(Breach.Rule.REMOVED);
    }

    private static List<Breach> afterChangeOf(String file, Consumer<ObjectNode> change) {
        Map<String, ObjectNode> schemas = copies();
        change.accept(schemas.get(file));
        return Compatibility.breaches(SchemaFiles.released(), new SchemaFiles(schemas));
    }

    private static Map<String, ObjectNode> copies() {
        SchemaFiles released = SchemaFiles.released();
        return released.names().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> released.named(name).deepCopy(), (one, other) -> one, TreeMap::new));
    }

    private static ObjectNode fields(ObjectNode schema) {
        return at(schema, "/properties");
    }

    private static ObjectNode at(ObjectNode schema, String pointer) {
        return (ObjectNode) schema.at(pointer);
    }

    private static String withoutAdvice(String message) {
        return message.replaceFirst(" \\(the rule: .+\\)$", "").substring(TASK.length());
    }

    private static Arguments change(String file, String what, Consumer<ObjectNode> change) {
        return arguments(file, what, change);
    }

    private static Arguments breaking(String what, Consumer<ObjectNode> change, String... messages) {
        return arguments(TASK, what, change, messages);
    }
}
