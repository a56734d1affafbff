package taskfleet.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A request on the edge of what the document allows: just within it, or beyond it in one place.
 *
 * @param place the pointer that the problem must name; empty for a request that is within
 */
public record Boundary(ApiRequest request, String place) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** All that follow from the schemas of an operation. */
    public static List<Boundary> of(ApiOperation operation) {
        var boundaries = new ArrayList<Boundary>();
        for (var parameter : operation.queryParameters()) {
            ofParameter(operation, parameter, boundaries::add);
        }
        operation.bodies().properties().stream().limit(1).forEach(media -> {
            var examples = operation.examples(media.getValue());
            new Body(operation, media.getKey(), media.getValue().path("schema"), examples, boundaries).collect();
        });
        return boundaries;
    }

    public boolean isWithin() {
        return place.isEmpty();
    }

    private static void ofParameter(ApiOperation operation, JsonNode parameter, Consumer<Boundary> to) {
        var name = parameter.path("name").asText();
        var schema = operation.document().resolve(parameter.path("schema"));
        var single = schema.has("items") ? operation.document().resolve(schema.path("items")) : schema;
        var beyond = new ArrayList<String>();
        if (single.has("minimum")) {
            beyond.addAll(
                    List.of("x", "1.5", String.valueOf(single.path("minimum").asLong() - 1)));
            beyond.add(String.valueOf(single.path("maximum").asLong() + 1));
            for (var limit : List.of("minimum", "maximum")) {
                to.accept(new Boundary(
                        ofParameter(operation, name, single.path(limit).asText()), ""));
            }
        } else if (single.has("enum") || single.has("format") || single.has("anyOf")) {
            beyond.add("no such thing");
        }
        if (single.has("maxLength")) {
            beyond.add("x".repeat(single.path("maxLength").asInt() + 1));
        }
        if (single.path("minLength").asInt() > 0) {
            beyond.add("");
        }
        beyond.forEach(value -> to.accept(new Boundary(ofParameter(operation, name, value), "?" + name)));
    }

    private static ApiRequest ofParameter(ApiOperation operation, String name, String value) {
        var query = "?" + ApiRequest.pairs(name, JSON.textNode(value));
        var shown = value.length() > 20 ? value.length() + " characters" : value;
        return new ApiRequest(operation, name + "=" + shown, query, null, null);
    }

    /** Those of one body. */
    private record Body(
            ApiOperation operation,
            String mediaType,
            JsonNode schema,
            Map<String, JsonNode> examples,
            List<Boundary> collected) {

        void collect() {
            ofObject(operation.document().resolve(schema), "");
        }

        private void ofObject(JsonNode schema, String pointer) {
            beyond(pointer + "/no_such_field", JSON.booleanNode(true));
            for (var required : schema.path("required")) {
                beyond(pointer + "/" + required.asText(), null);
            }
            schema.path("properties").properties().forEach(property -> {
                var place = pointer + "/" + property.getKey();
                var alternatives = alternatives(property.getValue()).toList();
                beyond(place, JSON.objectNode().put("no_such_field", 1));
                alternatives.forEach(alternative -> ofValue(alternative, place));
            });
        }

        private void ofValue(JsonNode schema, String place) {
            if (schema.path("type").asText().equals("string") || schema.has("enum")) {
                beyond(place, JSON.numberNode(7));
                ofText(schema, place);
            } else if (schema.has("items")) {
                ofArray(schema, place);
            } else if (schema.has("properties")) {
                beyond(place, JSON.textNode("no object"));
                ofObject(schema, place);
            }
        }

        private void ofText(JsonNode schema, String place) {
            boolean anyText = !schema.has("format") && !schema.has("enum") && !schema.has("anyOf");
            if (schema.has("maxLength")) {
                int length = schema.path("maxLength").asInt();
                beyond(place, JSON.textNode("x".repeat(length + 1)));
                if (anyText) {
                    with(place, JSON.textNode("x".repeat(length)), "");
                }
            }
            if (schema.path("minLength").asInt() > 0) {
                beyond(place, JSON.textNode(""));
            }
            if (!anyText || schema.has("pattern")) {
                beyond(place, JSON.textNode(" "));
            }
        }

        private void ofArray(JsonNode schema, String place) {
            beyond(place, JSON.textNode("no array"));
            var items = JSON.arrayNode();
            int most = schema.path("maxItems").asInt();
            for (int i = 0; i <= most; i++) {
                items.add("item " + i);
            }
            beyond(place, items);
            if (schema.path("minItems").asInt() > 0) {
                beyond(place, JSON.arrayNode());
            }
            beyond(place + "/0", JSON.numberNode(7));
            alternatives(schema.path("items"))
                    .filter(item -> item.has("maxLength"))
                    .forEach(item -> ofText(item, place + "/0"));
        }

        /** A schema, or what it leaves the choice between, but for null. */
        private Stream<JsonNode> alternatives(JsonNode schema) {
            var resolved = operation.document().resolve(schema);
            return resolved.has("type") || !resolved.has("anyOf")
                    ? Stream.of(withOneType(resolved))
                    : StreamSupport.stream(resolved.path("anyOf").spliterator(), false)
                            .flatMap(this::alternatives)
                            .filter(alternative ->
                                    !alternative.path("type").asText().equals("null"));
        }

        private static JsonNode withOneType(JsonNode schema) {
            return schema.path("type").isArray()
                    ? ((ObjectNode) schema.deepCopy())
                            .set("type", schema.path("type").get(0))
                    : schema;
        }

        private void beyond(String place, @Nullable JsonNode value) {
            with(place, value, "#" + place);
        }

        /** An example with that value in that place; null takes it away. */
        private void with(String place, @Nullable JsonNode value, String expected) {
            var base = examples.values().stream()
                    .filter(example -> !example.at(place).isMissingNode())
                    .findFirst()
                    .orElseGet(() -> examples.values().iterator().next());
            var body = base.deepCopy();
            int slash = place.lastIndexOf('/');
            var parent = body.at(place.substring(0, slash));
            var name = place.substring(slash + 1);
            switch (parent) {
                case ObjectNode object when value == null -> object.remove(name);
                case ObjectNode object -> object.set(name, value);
                case ArrayNode array -> array.set(Integer.parseInt(name), value);
                default -> {
                    return; // no example has it
                }
            }
            if (!expected.isEmpty()
                    && operation.document().violations(schema, body).isEmpty()) {
                return; // the document allows it
            }
            var shown = String.valueOf(value);
            var label = "%s = %s".formatted(place, shown.length() > 40 ? shown.length() + " characters" : shown);
            var request = new ApiRequest(operation, label, "", mediaType, body);
            collected.add(new Boundary(request, expected));
        }
    }

    @Override
    public String toString() {
        return request + (isWithin() ? " is within" : " is beyond");
    }
}
