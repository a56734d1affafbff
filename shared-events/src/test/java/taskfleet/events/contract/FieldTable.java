package taskfleet.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields that a schema names, as a table in Markdown: name, form, whether required, and meaning. */
final class FieldTable {
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "UUID",
            "date-time", "date-time",
            "date", "date",
            "uri", "URI",
            "uri-reference", "URI reference");

    private final SchemaFiles schemas;
    private final List<String> rows = new ArrayList<>();

    FieldTable(SchemaFiles schemas) {
        this.schemas = schemas;
        rows.add("| field | form | required | meaning |");
        rows.add("|---|---|---|---|");
    }

    /** What the schema itself names, not what it refers to as a whole. */
    FieldTable of(String file) {
        ObjectNode schema = schemas.named(file);
        add("", schema, schema);
        return this;
    }

    private void add(String prefix, ObjectNode schema, ObjectNode file) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asText).toList();
        schema.path("properties").properties().forEach(property -> {
            ObjectNode field = schemas.resolved(property.getValue(), file);
            String name = prefix + property.getKey();
            rows.add("| `%s` | %s | %s | %s |"
                    .formatted(
                            name,
                            form(field, file),
                            required.contains(property.getKey()) ? "yes" : "",
                            meaning(name, field)));
            ObjectNode fieldFile = schemas.fileOf(property.getValue(), file);
            if (field.has("properties")) {
                add(name + ".", field, fieldFile);
            } else if (field.path("items").has("$ref")) {
                add(name + "[].", schemas.resolved(field.path("items"), fieldFile), fieldFile);
            }
        });
    }

    private static String meaning(String name, ObjectNode field) {
        String meaning = field.path("description").asText("");
        if (meaning.isEmpty()) {
            throw new IllegalStateException("%s: no description (expected: what it means)".formatted(name));
        }
        return meaning;
    }

    private String form(ObjectNode field, ObjectNode file) {
        if (field.has("const")) {
            return "`%s`".formatted(field.path("const").asText());
        }
        if (field.has("enum")) {
            return field.path("enum")
                    .valueStream()
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (field.path("type").asText()) {
            case "string" -> text(field);
            case "integer" -> "integer, %s to %s".formatted(field.path("minimum"), field.path("maximum"));
            case "boolean" -> "true or false";
            case "array" ->
                "list%s of %s".formatted(size(field), form(schemas.resolved(field.path("items"), file), file));
            default -> "object";
        };
    }

    private static String text(ObjectNode field) {
        String formats = field.has("anyOf")
                ? field.path("anyOf").valueStream().map(FieldTable::format).collect(Collectors.joining(" or "))
                : format(field);
        return formats + length(field);
    }

    private static String format(JsonNode field) {
        return FORMATS.getOrDefault(field.path("format").asText(), "text");
    }

    private static String length(ObjectNode field) {
        if (!field.has("maxLength")) {
            return "";
        }
        String most = String.format(
                Locale.ROOT, "%,d characters", field.path("maxLength").asInt());
        return field.has("minLength") ? ", %s to %s".formatted(field.path("minLength"), most) : ", up to " + most;
    }

    private static String size(ObjectNode field) {
        List<String> limits = new ArrayList<>();
        if (field.has("minItems")) {
            limits.add("at least " + field.path("minItems"));
        }
        if (field.has("maxItems")) {
            limits.add("up to " + field.path("maxItems"));
        }
        if (field.path("uniqueItems").asBoolean()) {
            limits.add("no two alike");
        }
        return limits.isEmpty() ? "" : " (%s)".formatted(String.join(", ", limits));
    }

    @Override
    public String toString() {
        return String.join("\n", rows);
    }
}
