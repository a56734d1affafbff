package taskfleet.events.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import taskfleet.events.EventType;
import taskfleet.events.Topic;

/**
 * The AsyncAPI 3.0 document: words from {@code asyncapi.yaml} in the test resources; channels, messages and operations from
 * the event types, their schemas, the golden files and the topic scopes.
 */
final class AsyncApi {
    private static final String KAFKA_BINDING = "0.5.0";
    private static final String SCHEMAS = "#/components/schemas/";

    private final SchemaFiles schemas;
    private final Participants participants;
    private final Draft7 draft7 = new Draft7(AsyncApi::component);
    private final ObjectNode document = words();

    AsyncApi(SchemaFiles schemas, Participants participants) {
        this.schemas = schemas;
        this.participants = participants;
    }

    ObjectNode document() {
        document.withObject("/info").put("version", version());
        for (Topic topic : Topic.values()) {
            describe(topic);
        }
        ObjectNode messages = document.withObject("/components/messages");
        for (EventType type : EventType.values()) {
            messages.set(type.typeName(), message(type));
        }
        addSchemas(document.withObject("/components/schemas"));
        return document;
    }

    /** Its major number is that of the newest schema. */
    private static String version() {
        return Arrays.stream(EventType.values())
                        .mapToInt(EventType::schemaVersion)
                        .max()
                        .orElseThrow()
                + ".0.0";
    }

    private void describe(Topic topic) {
        String name = topic.topicName();
        ObjectNode channel = document.withObject("/channels").withObjectProperty(name);
        channel.put("address", name);
        for (EventType type : EventType.values()) {
            if (type.topic() == topic) {
                channel.withObject("/messages")
                        .withObjectProperty(type.typeName())
                        .put("$ref", "#/components/messages/" + type.typeName());
            }
        }
        channel.withObject("/bindings/kafka").put("topic", name).put("bindingVersion", KAFKA_BINDING);
        participants.senders(topic).forEach(service -> operate(service, "send", "%s sends %s", topic));
        participants.redrivers(topic).forEach(service -> operate(service, "send", "%s sends %s again", topic));
        participants.receivers(topic).forEach(service -> operate(service, "receive", "%s receives %s", topic));
    }

    private void operate(String service, String action, String sentence, Topic topic) {
        String name = topic.topicName();
        ObjectNode operation =
                document.withObject("/operations").withObjectProperty(service + "-" + action + "-" + name);
        operation.put("action", action).put("title", sentence.formatted(service, name));
        operation.withObject("/channel").put("$ref", "#/channels/" + name);
        operation.withArray("/tags").addObject().put("name", service);
    }

    private ObjectNode message(EventType type) {
        ObjectNode schema = schemas.named(type.schemaFile());
        ObjectNode message = Layout.JSON.createObjectNode();
        message.put("name", type.typeName())
                .put("title", schema.path("title").textValue())
                .put("summary", schema.path("description").textValue())
                .put("contentType", "application/cloudevents+json");
        ObjectNode key = message.withObject("/bindings/kafka");
        key.set("key", draft7.translated(schemas.named(SchemaFiles.TASK).at("/$defs/user_id")));
        key.put("bindingVersion", KAFKA_BINDING);
        message.set("payload", payload(type));
        GoldenFiles.of(type)
                .forEach((name, text) -> message.withArray("/examples")
                        .addObject()
                        .put("name", name)
                        .set("payload", tree(text)));
        return message;
    }

    private static ObjectNode payload(EventType type) {
        ObjectNode payload = Layout.JSON.createObjectNode();
        payload.withArray("/allOf").addObject().put("$ref", SCHEMAS + "event");
        ObjectNode attributes = payload.withArray("/allOf").addObject().withObject("/properties");
        attributes.withObject("/type").put("const", type.typeName());
        attributes.withObject("/dataschema").put("const", type.dataSchema().toString());
        attributes.withObject("/data").put("$ref", SCHEMAS + type.typeName());
        return payload;
    }

    private void addSchemas(ObjectNode components) {
        components.set("event", draft7.translated(schemas.named(SchemaFiles.EVENT)));
        for (EventType type : EventType.values()) {
            components.set(type.typeName(), draft7.translated(schemas.named(type.schemaFile())));
        }
        ObjectNode task = schemas.named(SchemaFiles.TASK);
        components.set("task", draft7.translated(task));
        task.path("$defs")
                .properties()
                .forEach(shared -> components.set(shared.getKey(), draft7.translated(shared.getValue())));
    }

    /** From a place in {@code task.v1.json}, the one file that others refer to, to the component that it becomes. */
    private static String component(String reference) {
        String place = reference.substring(reference.indexOf('#') + 1);
        return SCHEMAS + (reference.contains("#") ? place.replace("/$defs/", "") : "task");
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) Layout.JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static ObjectNode words() {
        try (InputStream resource = AsyncApi.class.getResourceAsStream("/contract/asyncapi.yaml")) {
            return (ObjectNode) Layout.YAML.readTree(Objects.requireNonNull(resource));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
