package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

@ExtendWith(VertxExtension.class)
class ProblemsTest {
    private static final HttpConfig CONFIG = HttpConfig.from(Settings.of(Map.of("HTTP_MAX_BODY_BYTES", "1024")), 0, 0);

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

    private static void assertProblem(HttpDoor.Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:taskfleet:problem:" + type);
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.json().getString("title")).isNotBlank();
    }
}
