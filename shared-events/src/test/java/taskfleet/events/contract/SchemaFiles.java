package taskfleet.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schema files of this module: as they are, by what they refer to, and each made complete in itself. */
final class SchemaFiles {
    /** Of the CloudEvent around the data. */
    static final String EVENT = "event.v1.json";
    /** What the schemas of events share; no event's schema itself. */
    static final String TASK = "task.v1.json";

    private static final Path CURRENT = Path.of("src/main/resources/taskfleet/events/schemas");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final String ID = "$id";
    private static final String REFERENCE = "$ref";

    private final Map<String, ObjectNode> byName = new TreeMap<>();
    private final Map<String, ObjectNode> byId = new TreeMap<>();

    SchemaFiles(Map<String, ObjectNode> byName) {
        this.byName.putAll(byName);
        byName.values().forEach(schema -> byId.put(schema.path(ID).textValue(), schema));
    }

    static SchemaFiles current() {
        return in(CURRENT);
    }

    /** As each was first released: what consumers have built on. */
    static SchemaFiles released() {
        return in(RELEASED);
    }

    private static SchemaFiles in(Path folder) {
        Map<String, ObjectNode> schemas = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                schemas.put(file.getFileName().toString(), (ObjectNode) Layout.JSON.readTree(file.toFile()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new SchemaFiles(schemas);
    }

    Set<String> names() {
        return byName.keySet();
    }

    ObjectNode named(String name) {
        ObjectNode schema = byName.get(name);
        if (schema == null) {
            throw new IllegalArgumentException("schema: %s (expected: one of %s)".formatted(name, byName.keySet()));
        }
        return schema;
    }

    /** Follows the reference of a schema, and lays what the schema says itself over what it refers to. */
    ObjectNode resolved(JsonNode schema, ObjectNode file) {
        ObjectNode own = (ObjectNode) schema;
        if (!own.has(REFERENCE)) {
            return own;
        }
        String[] reference = own.path(REFERENCE).textValue().split("#", 2);
        ObjectNode target = reference[0].isEmpty() ? file : byId.get(reference[0]);
        if (target == null) {
            throw new IllegalArgumentException("$ref: %s (expected: one of %s)".formatted(own, byId.keySet()));
        }
        JsonNode referred = reference.length == 1 ? target : target.at(reference[1]);
        ObjectNode all = resolved(referred, target).deepCopy();
        own.properties().stream()
                .filter(keyword -> !keyword.getKey().equals(REFERENCE))
                .forEach(keyword -> all.set(keyword.getKey(), keyword.getValue()));
        return all;
    }

    /** The file to which a reference in this one leads, for those who resolve what they find there. */
    ObjectNode fileOf(JsonNode schema, ObjectNode file) {
        String id = schema.path(REFERENCE).asText("").split("#", 2)[0];
        return id.isEmpty() ? file : byId.getOrDefault(id, file);
    }

    /** Those for consumers, by file name: all that they refer to is in {@code $defs}, under its own {@code $id}. */
    Map<String, ObjectNode> bundles() {
        Map<String, ObjectNode> bundles = new TreeMap<>();
        byName.forEach((name, schema) -> {
            if (!name.equals(TASK)) {
                bundles.put(name, bundle(schema));
            }
        });
        return bundles;
    }

    private ObjectNode bundle(ObjectNode schema) {
        ObjectNode bundle = schema.deepCopy();
        schema.findValuesAsText(REFERENCE).stream()
                .map(reference -> reference.split("#", 2)[0])
                .filter(id -> !id.isEmpty())
                .distinct()
                .forEach(id -> bundle.withObject("/$defs").set(id, byId.get(id)));
        return bundle;
    }
}
