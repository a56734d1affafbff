package taskfleet.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.testing.HttpDoor;

/**
 * A request that the document gives as an example, or that follows from one.
 *
 * @param name what it is an example of
 * @param query with its question mark, or empty
 */
public record ApiRequest(
        ApiOperation operation,
        String name,
        String query,
        @Nullable String mediaType,
        @Nullable JsonNode body) {
    /** Every example of an operation: without anything optional, each parameter alone and all together, each body. */
    public static List<ApiRequest> examplesOf(ApiOperation operation) {
        var bodies = bodies(operation);
        var requests = new ArrayList<ApiRequest>();
        var plain = operation.needsBody() ? bodies.getFirst() : new ApiRequest(operation, "plain", "", null, null);
        if (!operation.needsBody()) {
            requests.add(plain);
        }
        var pairs = new ArrayList<String>();
        for (var parameter : operation.queryParameters()) {
            var pair = pairs(parameter.path("name").asText(), parameter.path("example"));
            pairs.add(pair);
            requests.add(plain.with(parameter.path("name").asText(), pair));
        }
        if (pairs.size() > 1) {
            requests.add(plain.with("all parameters", String.join("&", pairs)));
        }
        requests.addAll(bodies);
        return requests;
    }

    private static List<ApiRequest> bodies(ApiOperation operation) {
        var requests = new ArrayList<ApiRequest>();
        operation
                .bodies()
                .properties()
                .forEach(media -> operation
                        .examples(media.getValue())
                        .forEach((name, body) ->
                                requests.add(new ApiRequest(operation, name, "", media.getKey(), body))));
        return requests;
    }

    private ApiRequest with(String otherName, String pairs) {
        return new ApiRequest(operation, otherName, "?" + pairs, mediaType, body);
    }

    /** How its body breaks the document; empty when it doesn't. */
    public List<String> violations() {
        return body == null
                ? List.of()
                : operation
                        .document()
                        .violations(operation.bodies().path(mediaType).path("schema"), body);
    }

    /** Sends it. */
    public HttpResponse<String> send(HttpDoor door, String token, Map<String, String> pathValues) {
        var headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        if (mediaType != null) {
            headers.addAll(List.of("Content-Type", mediaType));
        }
        return door.exchange(
                operation.method(),
                operation.pathWith(pathValues) + query,
                body == null ? null : body.toString(),
                headers.toArray(String[]::new));
    }

    static String pairs(String name, JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(item -> pairs(name, item))
                        .collect(Collectors.joining("&"))
                : name + "=" + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return operation.id() + ": " + name;
    }
}
