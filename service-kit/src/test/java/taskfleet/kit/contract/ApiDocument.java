package taskfleet.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI document of the service under test. It is read strictly: what an answer holds must be in the document,
 * though clients are told to pass over what they don't know.
 */
public final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCATION = "urn:taskfleet:openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");

    private final ObjectNode root;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();
    private final SchemaRegistryConfig config = SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    private ApiDocument(ObjectNode root) {
        this.root = root;
    }

    /** The resource {@code openapi.yaml}. */
    public static ApiDocument load() {
        try (var file = ApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            // Jackson's own reader of YAML leaves aliases unresolved.
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(file);
            ObjectNode root = JSON.valueToTree(yaml);
            close(root);
            return new ApiDocument(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<ApiOperation> operations() {
        var operations = new ArrayList<ApiOperation>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new ApiOperation(
                                this,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue()))));
        return operations;
    }

    /** What the node refers to, or the node itself. */
    JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isTextual() ? resolve(root.at(reference.textValue().substring(1))) : node;
    }

    /** How an instance breaks a schema of the document; empty when it doesn't. */
    List<String> violations(JsonNode schema, JsonNode instance) {
        return schemas.computeIfAbsent(schema, this::compile).validate(instance).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** The schema as the root of a document of its own, with the components that it refers to. */
    private Schema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", root.get("components"));
        whole.set("schema", schema);
        whole.put("$ref", "#/schema");
        var location = LOCATION + ":" + schemas.size();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(Map.of(location, whole.toString()))
                                .schemaRegistryConfig(config))
                .getSchema(SchemaLocation.of(location));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::close);
    }

    @Override
    public String toString() {
        return root.at("/info/title").asText();
    }
}
