package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

@ExtendWith(VertxExtension.class)
class ProblemsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final HttpConfig CONFIG = HttpConfig.from(
            Settings.of(Map.of("HTTP_MAX_BODY_BYTES", "1024", "HTTP_REQUEST_TIMEOUT", TIMEOUT.toString())), 0, 0);

    private final HttpDoor door;

    ProblemsTest(Vertx vertx) {
        var router = HttpEndpoint.publicRouter(vertx, CONFIG);
        addRoutes(router);
        this.door = new HttpDoor(
                HttpEndpoint.listen(vertx, CONFIG, 0, router).await().port());
    }

    private static void addRoutes(Router router) {
        router.post("/tasks").handler(context -> context.end(context.body().asString()));
        router.get("/bug").handler(context -> {
            throw new IllegalStateException("a secret of the inside");
        });
        router.get("/outage").handler(context -> context.fail(new ConnectException("db.internal refused")));
        router.get("/unreadable").handler(context -> {
            throw Problem.malformed("line 1, column 7").asException();
        });
        router.get("/invalid")
                .handler(context -> context.fail(Problem.invalid(List.of(
                                Problem.Violation.of("#/title", "x".repeat(300), "1 to 200 characters"),
                                Problem.Violation.of("?limit", null, "a number")))
                        .asException()));
        router.get("/things/:id").handler(context -> context.end());
        router.put("/things/:id").handler(context -> context.end());
        router.get("/text").produces("text/plain").handler(context -> context.end());
        router.get("/never").handler(context -> {});
        router.get("/slow").handler(context -> {
            context.response().setChunked(true).write("first, ");
            context.vertx().setTimer(2 * TIMEOUT.toMillis(), later -> context.end("last"));
        });
        router.get("/late")
                .handler(context -> Future.failedFuture(
                                Problem.conflict("It is completed.").asException())
                        .onFailure(context::fail));
    }

    @Test
    void a_path_that_does_not_exist_is_a_problem() {
        assertProblem(door.get("/nowhere"), 404, "not-found");
    }

    @Test
    void a_method_that_a_path_does_not_have_is_a_problem() {
        assertProblem(door.get("/tasks"), 405, "method-not-allowed");
    }

    @Test
    void a_method_that_a_path_does_not_have_is_told_which_it_has() {
        assertThat(door.exchange("DELETE", "/tasks", null).headers().firstValue("Allow"))
                .contains("POST");
        assertThat(door.exchange("DELETE", "/things/7", null).headers().firstValue("Allow"))
                .contains("GET, PUT");
    }

    @Test
    void a_media_type_that_nothing_here_gives_is_a_problem() {
        assertProblem(door.get("/text", "Accept", "image/png"), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"})
    void a_body_of_another_media_type_is_a_problem_that_says_which_is_taken(String type) {
        var answer = door.post("/tasks", "{}", "Content-Type", type);

        assertProblem(answer, 415, "media-type");
        assertThat(answer.json().getString("detail")).contains(type + " (expected: application/json)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"})
    void json_is_taken_however_it_is_called(String type) {
        assertThat(door.post("/tasks", "{}", "Content-Type", type).status()).isEqualTo(200);
    }

    @Test
    void a_request_that_is_not_answered_in_time_is_a_problem() {
        assertProblem(door.get("/never"), 504, "timeout");
    }

    @Test
    void an_answer_that_has_begun_may_take_its_time() {
        assertThat(door.get("/slow").body()).isEqualTo("first, last");
    }

    @Test
    void a_body_above_the_limit_is_a_problem() {
        assertThat(door.post("/tasks", "x".repeat(1024)).status()).isEqualTo(200);
        assertProblem(door.post("/tasks", "x".repeat(1025)), 413, "body-too-large");
    }

    @Test
    void a_bug_is_a_problem_that_tells_nothing_of_the_inside() {
        var answer = door.get("/bug");

        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void an_outage_is_a_problem_that_says_to_try_again() {
        var answer = door.get("/outage");

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.body()).doesNotContain("db.internal");
    }

    @Test
    void a_body_that_cannot_be_read_is_a_problem_that_says_where() {
        var answer = door.get("/unreadable");

        assertProblem(answer, 400, "malformed-body");
        assertThat(answer.json().getString("detail")).isEqualTo("line 1, column 7");
    }

    @Test
    void all_mistakes_of_a_request_are_told_at_once_each_with_its_pointer() {
        var answer = door.get("/invalid");

        assertProblem(answer, 422, "invalid-request");
        assertThat(answer.json().getJsonArray("errors"))
                .hasSize(2)
                .contains(new JsonObject()
                        .put("pointer", "#/title")
                        .put("detail", "x".repeat(57) + "... (expected: 1 to 200 characters)"))
                .contains(new JsonObject().put("pointer", "?limit").put("detail", "null (expected: a number)"));
    }

    @Test
    void a_problem_that_a_future_fails_with_is_answered_the_same() {
        assertProblem(door.get("/late"), 409, "conflict");
    }

    @Test
    void a_path_that_is_badly_encoded_is_a_problem() {
        assertProblem(door.get("/tasks/%C0%AF?x=%FF"), 404, "not-found");
    }

    @Test
    void what_is_too_long_to_be_a_request_is_a_problem() {
        assertProblem(door.get("/tasks?text=" + "x".repeat(CONFIG.maxRequestLineBytes())), 414, "uri-too-long");
        assertProblem(door.get("/tasks", "X", "x".repeat(CONFIG.maxHeaderBytes())), 431, "headers-too-large");
    }

    private static void assertProblem(HttpDoor.Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:taskfleet:problem:" + type);
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.json().getString("title")).isNotBlank();
    }
}
