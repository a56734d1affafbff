package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void the_schema_of_a_type_has_the_id_that_its_events_name(EventType type) throws IOException {
        JsonNode schema = schema(type.schemaFile());

        assertThat(schema.path("$id").asText()).isEqualTo(type.dataSchema().toString());
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @EnumSource
    void an_event_type_is_found_by_its_name(EventType type) {
        assertThat(EventType.named(type.typeName())).contains(type);
    }

    @ParameterizedTest
    @CsvSource({
        "/$defs/user_id/maxLength, " + TaskLimits.USER_ID_LENGTH,
        "/$defs/title/maxLength, " + TaskLimits.TITLE_LENGTH,
        "/$defs/time_zone/maxLength, " + TaskLimits.TIME_ZONE_LENGTH,
        "/$defs/recurrence/properties/rule/maxLength, " + TaskLimits.RECURRENCE_RULE_LENGTH,
        "/properties/description/maxLength, " + TaskLimits.DESCRIPTION_LENGTH,
        "/properties/tags/maxItems, " + TaskLimits.TAGS,
        "/properties/tags/items/maxLength, " + TaskLimits.TAG_LENGTH,
        "/properties/reminders/maxItems, " + TaskLimits.REMINDERS,
    })
    void the_schema_has_the_limits_that_writers_keep(String pointer, int limit) throws IOException {
        assertThat(schema(EventSchemas.TASK_FILE).at(pointer).intValue()).isEqualTo(limit);
    }

    @Test
    void the_schema_has_the_values_of_the_enums() throws IOException {
        JsonNode schema = schema(EventSchemas.TASK_FILE);

        assertThat(texts(schema.at("/properties/priority/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Priority.values()).map(Priority::jsonName).toList());
        assertThat(texts(schema.at("/properties/status/enum")))
                .containsExactlyElementsOf(Arrays.stream(TaskStatus.values())
                        .map(TaskStatus::jsonName)
                        .toList());
        assertThat(texts(schema.at("/$defs/recurrence/properties/after/enum")))
                .containsExactlyElementsOf(Arrays.stream(RecurrenceAfter.values())
                        .map(RecurrenceAfter::jsonName)
                        .toList());
    }

    @Test
    void the_schema_of_the_envelope_has_the_attributes_that_are_read() throws IOException {
        JsonNode attributes = schema("event.v1.json").path("properties");

        assertThat(attributes.propertyStream().map(Map.Entry::getKey).filter(name -> !name.equals("data")))
                .containsExactlyInAnyOrderElementsOf(Envelope.OURS);
    }

    private static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText);
    }

    private static JsonNode schema(String file) throws IOException {
        try (InputStream resource = EventSchemas.class.getResourceAsStream("schemas/" + file)) {
            return JSON.readTree(Objects.requireNonNull(resource, file));
        }
    }
}
