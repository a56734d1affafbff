package taskfleet.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import taskfleet.kit.http.ApiPage;
import taskfleet.kit.testing.HttpDoor;

/** The rules by which a service and its document hold each other; a service's test says where the service is. */
public abstract class ApiContract {
    protected static final ApiDocument DOCUMENT = ApiDocument.load();

    /** The routes that the service really has. */
    protected abstract Router routes();

    /** Paths that are no part of the API, besides those that describe it. */
    protected Set<String> pages() {
        return Set.of();
    }

    protected abstract HttpDoor door();

    /** Of a user who may call every operation. */
    protected abstract String token();

    /** Values of the parameters of the path: of something new that the operation can be done to. */
    protected abstract Map<String, String> target(ApiRequest request);

    @Test
    void every_route_is_documented_and_every_documented_operation_is_routed() {
        var documented = DOCUMENT.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
        var routed = routes().getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null)
                .filter(route -> !ApiPage.PATHS.contains(route.getPath()))
                .filter(route -> !pages().contains(route.getPath()))
                .flatMap(route -> route.methods().stream().map(method -> method + " " + template(route.getPath())))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routed).isEqualTo(documented);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers_that_the_document_shows_keep_to_it(ApiOperation operation) {
        for (var answer : operation.answers()) {
            for (var media : DOCUMENT.resolve(answer).path("content")) {
                operation
                        .examples(media)
                        .forEach((name, example) -> assertThat(DOCUMENT.violations(media.path("schema"), example))
                                .as(name)
                                .isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_taken_and_answered_as_documented(ApiRequest example) {
        assertTaken(example, send(example));
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void the_service_draws_its_lines_where_the_document_does(Boundary boundary) {
        var answer = send(boundary.request());

        if (boundary.isWithin()) {
            assertTaken(boundary.request(), answer);
        } else {
            assertRefused(boundary, answer);
        }
    }

    @Test
    void the_document_is_served_to_everybody() {
        var answer = door().get("/openapi.yaml");

        assertThat(answer.contentType()).isEqualTo("application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1");
    }

    static List<ApiOperation> operations() {
        return DOCUMENT.operations();
    }

    /** Those of all operations but streams, which don't end. */
    static Stream<ApiRequest> examples() {
        return DOCUMENT.operations().stream()
                .filter(operation -> !operation.isStream())
                .map(ApiRequest::examplesOf)
                .flatMap(Collection::stream);
    }

    static Stream<Boundary> boundaries() {
        return DOCUMENT.operations().stream().map(Boundary::of).flatMap(Collection::stream);
    }

    private HttpResponse<String> send(ApiRequest request) {
        return request.send(door(), token(), target(request));
    }

    /** Valid by its own document, taken by the service, and answered as documented. */
    private static void assertTaken(ApiRequest request, HttpResponse<String> answer) {
        assertThat(request.violations()).isEmpty();
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        assertThat(request.operation().violations(answer)).isEmpty();
    }

    /** What the document forbids is refused, and the problem says where the mistake is. */
    private static void assertRefused(Boundary boundary, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(boundary.request().operation().violations(answer)).isEmpty();
        assertThat(pointers(answer)).as(answer.body()).anyMatch(pointer -> pointer.startsWith(boundary.place()));
    }

    private static List<String> pointers(HttpResponse<String> answer) {
        return StreamSupport.stream(
                        ApiOperation.json(answer.body()).path("errors").spliterator(), false)
                .map(error -> error.path("pointer"))
                .map(JsonNode::asText)
                .toList();
    }

    /** The document's way to write {@code /tasks/:id}. */
    private static String template(String path) {
        return path.replaceAll(":(\\w+)", "{$1}");
    }
}
