package taskfleet.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One operation of the document: what may be asked, and what may be answered. */
public record ApiOperation(ApiDocument document, String method, String path, JsonNode pathItem, JsonNode node) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The name by which the document calls it. */
    public String id() {
        return node.path("operationId").asText();
    }

    public boolean hasPathParameters() {
        return path.contains("{");
    }

    /** Whether its answer goes on until somebody ends it. */
    boolean isStream() {
        return document.resolve(answers().path("200")).path("content").has("text/event-stream");
    }

    /** The path with a value for each of its parameters. */
    public String pathWith(Map<String, String> values) {
        var filled = path;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /** Its parameters in the query. */
    List<JsonNode> queryParameters() {
        return parameters("query");
    }

    List<JsonNode> parameters(String in) {
        return Stream.of(pathItem, node)
                .flatMap(level -> StreamSupport.stream(level.path("parameters").spliterator(), false))
                .map(document::resolve)
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .toList();
    }

    /** The media types of its body, each with schema and examples; empty when it takes none. */
    JsonNode bodies() {
        return document.resolve(node.path("requestBody")).path("content");
    }

    boolean needsBody() {
        return document.resolve(node.path("requestBody")).path("required").asBoolean();
    }

    /** The examples of a media type, by name. */
    Map<String, JsonNode> examples(JsonNode media) {
        return media.path("examples").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        example -> document.resolve(example.getValue()).path("value")));
    }

    JsonNode answers() {
        return node.path("responses");
    }

    /** How an answer breaks the document; empty when it doesn't. */
    public List<String> violations(HttpResponse<String> answer) {
        var documented = answers().get(String.valueOf(answer.statusCode()));
        if (documented == null) {
            return List.of("status %d is not documented: %s".formatted(answer.statusCode(), answer.body()));
        }
        var violations = new ArrayList<String>();
        var response = document.resolve(documented);
        response.path("headers").properties().stream()
                .filter(header ->
                        document.resolve(header.getValue()).path("required").asBoolean())
                .filter(header -> answer.headers().firstValue(header.getKey()).isEmpty())
                .forEach(header -> violations.add("header %s is absent".formatted(header.getKey())));
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (!response.has("content")) {
            if (!answer.body().isEmpty()) {
                violations.add("a body where none is documented: " + answer.body());
            }
        } else if (!response.path("content").has(type)) {
            violations.add("media type %s is not documented".formatted(type));
        } else if (type.endsWith("json")) {
            var schema = response.path("content").path(type).path("schema");
            violations.addAll(document.violations(schema, json(answer.body())));
        }
        return violations;
    }

    static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
