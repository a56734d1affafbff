package taskfleet.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Schemas of draft 2020-12 in the words of draft 7, which every tool for AsyncAPI 3.0 reads. */
final class Draft7 {
    private static final Set<String> OF_FILES = Set.of("$schema", "$id", "$defs");
    private static final String REFERENCE = "$ref";
    private static final String ALL = "allOf";

    private final UnaryOperator<String> references;

    /**
     * Translates schemas that will lie elsewhere.
     *
     * @param references from what a reference says to what it must say there
     */
    Draft7(UnaryOperator<String> references) {
        this.references = references;
    }

    JsonNode translated(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> translated(object);
            case ArrayNode array -> {
                ArrayNode translated = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> translated.add(translated(element)));
                yield translated;
            }
            default -> node;
        };
    }

    /** In draft 7 whatever stands beside a reference is ignored, so a reference with neighbours becomes one part of all. */
    private ObjectNode translated(ObjectNode schema) {
        ObjectNode translated = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(keyword -> {
            String name = keyword.getKey();
            if (name.equals(REFERENCE)) {
                String target = references.apply(keyword.getValue().textValue());
                (schema.size() == 1 ? translated : translated.putArray(ALL).addObject()).put(REFERENCE, target);
            } else if (name.equals("dependentRequired")) {
                translated.set("dependencies", translated(keyword.getValue()));
            } else if (!OF_FILES.contains(name)) {
                translated.set(name, translated(keyword.getValue()));
            }
        });
        return translated;
    }
}
