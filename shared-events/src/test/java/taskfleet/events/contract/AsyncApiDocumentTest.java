package taskfleet.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import taskfleet.events.EventType;
import taskfleet.events.Topic;

class AsyncApiDocumentTest {
    private static final Path FINDER = GeneratedFiles.ROOT.resolve("tools/asyncapi/ensure");
    private static final SchemaRegistry DRAFT_7 = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final ObjectNode document = new AsyncApi(SchemaFiles.current(), new Participants()).document();

    @Test
    void the_document_keeps_the_official_schema_of_asyncapi_3_0() throws Exception {
        Process finder = new ProcessBuilder(FINDER.toString()).start();
        String found = finder.inputReader().readLine();
        assumeTrue(finder.waitFor() == 0 && found != null, "the official schema is not to be had: no npm");

        List<Error> errors = DRAFT_7.getSchema(Files.readString(Path.of(found))).validate(document);

        assertThat(errors).isEmpty();
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references)
                .hasSizeGreaterThan(EventType.values().length)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void a_message_lies_on_the_topic_of_its_type_and_shows_examples_that_are_valid(EventType type) {
        JsonNode message = document.at("/components/messages/" + type.typeName());

        assertThat(document.at("/channels/%s/messages".formatted(type.topic().topicName()))
                        .has(type.typeName()))
                .isTrue();
        assertThat(message.path("examples")).hasSameSizeAs(GoldenFiles.of(type).values());
        assertThat(message.path("examples"))
                .allSatisfy(example ->
                        assertThat(payloadErrors(type, example.path("payload"))).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_CREATED, /data/title, '\"\"'",
        "TASK_CREATED, /data/occurrence, 1",
        "TASK_CREATED, /data/completed_at, '\"2026-11-02T08:00:00Z\"'",
        "TASK_CREATED, /type, '\"task.updated\"'",
        "TASK_COMPLETED, /data/status, '\"open\"'",
        "TASK_UPDATED, /data/changed, '[]'",
        "REMINDER_TRIGGERED, /sequence, 0",
    })
    void the_payload_refuses_what_breaks_the_contract(EventType type, String pointer, String json) throws IOException {
        ObjectNode event = (ObjectNode) Layout.JSON.readTree(GoldenFiles.plain(type));
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, last)))
                .set(pointer.substring(last + 1), Layout.JSON.readTree(json));

        List<Error> errors = payloadErrors(type, event);

        assertThat(errors).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_topic_has_one_service_that_its_events_come_from_and_some_that_receive_them(Topic topic) {
        JsonNode operations = document.path("operations");
        String channel = "#/channels/" + topic.topicName();

        assertThat(operations.properties())
                .extracting(
                        operation -> operation.getValue().at("/channel/$ref").asText(),
                        operation -> operation.getValue().path("action").asText())
                .contains(tuple(channel, "send"), tuple(channel, "receive"));
        assertThat(new Participants().senders(topic)).hasSize(1);
    }

    private List<Error> payloadErrors(EventType type, JsonNode event) {
        ObjectNode schema = Layout.JSON.createObjectNode();
        schema.set("components", document.path("components"));
        schema.withArray("/allOf")
                .addObject()
                .put("$ref", "#/components/messages/%s/payload".formatted(type.typeName()));
        return DRAFT_7.getSchema(schema).validate(event);
    }
}
