package taskfleet.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schemas of all event types, loaded once, and the check of data against them. */
final class EventSchemas {
    /** What the schemas share; each event's schema refers to it. */
    static final String TASK_FILE = "task.v1.json";

    private static final String TASK_ID = "urn:taskfleet:schema:task:1";

    private final Map<EventType, Schema> byType = new EnumMap<>(EventType.class);

    EventSchemas() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .failFast(true)
                .preloadSchema(true)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(textById()).schemaRegistryConfig(config));
        for (EventType type : EventType.values()) {
            byType.put(
                    type, registry.getSchema(SchemaLocation.of(type.dataSchema().toString())));
        }
    }

    /** Finds the first violation of the schema of that type. */
    void check(EventType type, JsonNode data) throws UnreadableEvent {
        List<Error> errors = schemaOf(type).validate(data);
        if (!errors.isEmpty()) {
            throw violation(errors.getFirst());
        }
    }

    private Schema schemaOf(EventType type) {
        Schema schema = byType.get(type);
        if (schema == null) {
            throw new IllegalStateException("schema: absent (expected: one for " + type + ")");
        }
        return schema;
    }

    private static UnreadableEvent violation(Error error) {
        String pointer = "/data" + error.getInstanceLocation();
        JsonNode value = error.getInstanceNode();
        String expected = error.getKeyword() + " " + error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" ->
                UnreadableEvent.schemaViolation(
                        pointer + "/" + error.getProperty(), MissingNode.getInstance(), "present");
            case "dependentRequired" ->
                UnreadableEvent.schemaViolation(
                        pointer + "/" + error.getProperty(), value.path(error.getProperty()), expected);
            case "false" -> UnreadableEvent.schemaViolation(pointer, value, "absent");
            default -> UnreadableEvent.schemaViolation(pointer, value, expected);
        };
    }

    private static Map<String, String> textById() {
        Map<String, String> texts = new HashMap<>();
        texts.put(TASK_ID, text(TASK_FILE));
        for (EventType type : EventType.values()) {
            texts.put(type.dataSchema().toString(), text(type.schemaFile()));
        }
        return texts;
    }

    private static String text(String file) {
        try (InputStream resource = EventSchemas.class.getResourceAsStream("schemas/" + file)) {
            if (resource == null) {
                throw new IllegalStateException("schema file: " + file + " (expected: a resource of this module)");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
