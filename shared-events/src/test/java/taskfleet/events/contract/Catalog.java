package taskfleet.events.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import taskfleet.events.EventType;

/** The event catalog: the words of {@code event-catalog.md} in the test resources, and tables and examples filled in. */
final class Catalog {
    private final SchemaFiles schemas;
    private final Participants participants;

    Catalog(SchemaFiles schemas, Participants participants) {
        this.schemas = schemas;
        this.participants = participants;
    }

    String text() {
        return words().replace("{{types}}", types())
                .replace(
                        "{{attributes}}",
                        new FieldTable(schemas).of(SchemaFiles.EVENT).toString())
                .replace(
                        "{{task}}", new FieldTable(schemas).of(SchemaFiles.TASK).toString())
                .replace(
                        "{{events}}",
                        Arrays.stream(EventType.values()).map(this::section).collect(Collectors.joining("\n")));
    }

    private String types() {
        return Arrays.stream(EventType.values())
                .map(type -> "| [`%s`](#%s) | `%s` | %s | %s | [%s](../contracts/schemas/%s) |"
                        .formatted(
                                type.typeName(),
                                type.typeName().replace(".", ""),
                                type.topic().topicName(),
                                names(participants.senders(type.topic())),
                                names(participants.receivers(type.topic())),
                                type.schemaFile(),
                                type.schemaFile()))
                .collect(Collectors.joining("\n"));
    }

    private String section(EventType type) {
        return """
            ## %s

            %s

            Topic `%s`, key: the user. Sent by %s; again, if a person says so, by %s. Received by %s.

            %s
            ```json
            %s```
            """.formatted(
                        type.typeName(),
                        schemas.named(type.schemaFile()).path("description").asText(),
                        type.topic().topicName(),
                        names(participants.senders(type.topic())),
                        names(participants.redrivers(type.topic())),
                        names(participants.receivers(type.topic())),
                        data(type),
                        GoldenFiles.plain(type));
    }

    private String data(EventType type) {
        boolean isTask = schemas.named(type.schemaFile()).has("$ref");
        boolean hasOwn = schemas.named(type.schemaFile()).has("properties");
        String table = hasOwn ? new FieldTable(schemas).of(type.schemaFile()) + "\n" : "";
        if (isTask) {
            return "`data`: the [fields of a task](#fields-of-a-task)%s\n%s"
                    .formatted(hasOwn ? ", with:\n" : ".", table);
        }
        return "`data`:\n\n" + table;
    }

    private static String names(List<String> services) {
        return String.join(", ", services);
    }

    private static String words() {
        try (InputStream resource = Catalog.class.getResourceAsStream("/contract/event-catalog.md")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
