package taskfleet.kit.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every error on the wire: problem details of RFC 9457, {@code application/problem+json}.
 *
 * @param status the HTTP status code
 * @param type what names the kind of problem, appended to {@link #TYPES}
 * @param title the kind in a few words, always the same for one type
 * @param detail what was wrong this time, and what happens next; may be absent
 * @param errors for a request with mistakes in it: all of them
 */
public record Problem(
        int status, String type, String title, @Nullable String detail, List<Violation> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    static final String TYPES = "urn:taskfleet:problem:";

    /**
     * One mistake in a request.
     *
     * @param pointer where: a JSON pointer into the body as a URI fragment ({@code #/title}), or {@code ?name} of a
     *     query parameter
     * @param detail what is there and what was expected
     */
    public record Violation(String pointer, String detail) {
        public static Violation of(String pointer, @Nullable Object value, String expected) {
            return new Violation(pointer, "%s (expected: %s)".formatted(shortened(value), expected));
        }

        private static String shortened(@Nullable Object value) {
            var text = String.valueOf(value);
            return text.length() <= 60 ? text : text.substring(0, 57) + "...";
        }
    }

    public static Problem invalid(List<Violation> errors) {
        return new Problem(
                422, "invalid-request", "The request has mistakes", "Nothing was changed.", List.copyOf(errors));
    }

    public static Problem malformed(String detail) {
        return new Problem(400, "malformed-body", "The body can't be read", detail, List.of());
    }

    public static Problem malformedHeader(String name, String value, String expected) {
        var detail =
                "%s: %s (expected: %s). Nothing was changed.".formatted(name, Violation.shortened(value), expected);
        return new Problem(400, "malformed-header", "A header can't be read", detail, List.of());
    }

    public static Problem notFound(String what) {
        return new Problem(404, "not-found", "Not found", what, List.of());
    }

    public static Problem conflict(String detail) {
        return new Problem(409, "conflict", "The state does not allow this", detail, List.of());
    }

    public static Problem preconditionFailed(String detail) {
        return new Problem(412, "precondition-failed", "It is not in the state that you have seen", detail, List.of());
    }

    public static Problem preconditionRequired(String detail) {
        return new Problem(428, "precondition-required", "The request must say what it has seen", detail, List.of());
    }

    public static Problem keyReused(String detail) {
        return new Problem(422, "idempotency-key-reused", "The key was used for something else", detail, List.of());
    }

    public static Problem batchRefused(String detail) {
        return new Problem(422, "batch-refused", "The batch can't be done as a whole", detail, List.of());
    }

    public static Problem gone(String detail) {
        return new Problem(410, "gone", "This is no longer there", detail, List.of());
    }

    public static Problem tooMany(String detail) {
        return new Problem(429, "too-many", "Too many at once", detail, List.of());
    }

    public static Problem unauthorized(String detail) {
        return new Problem(401, "unauthorized", "A valid token is needed", detail, List.of());
    }

    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "The token does not allow this", detail, List.of());
    }

    public static Problem quotaExceeded(String detail) {
        return new Problem(429, "quota-exceeded", "Too many requests", detail, List.of());
    }

    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "Try again soon", detail, List.of());
    }

    /** For a status that needs no words of its own, such as those that the router sets itself. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> notFound("There is nothing at this path.");
            case 405 -> new Problem(405, "method-not-allowed", "This path has no such method", null, List.of());
            case 408 -> new Problem(408, "timeout", "The request took too long", null, List.of());
            case 413 -> new Problem(413, "body-too-large", "The body is too large", null, List.of());
            case 415 -> new Problem(415, "media-type", "The body's media type is not taken here", null, List.of());
            case 503 -> unavailable("A part that this needs is away.");
            default ->
                status >= 500
                        ? new Problem(status, "internal", "Something failed here", null, List.of())
                        : new Problem(status, "bad-request", "The request can't be taken", null, List.of());
        };
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** As it stands on the wire. */
    public JsonObject json() {
        var json =
                new JsonObject().put("type", TYPES + type).put("title", title).put("status", status);
        if (detail != null) {
            json.put("detail", detail);
        }
        if (!errors.isEmpty()) {
            var array = new JsonArray();
            errors.forEach(error ->
                    array.add(new JsonObject().put("pointer", error.pointer()).put("detail", error.detail())));
            json.put("errors", array);
        }
        return json;
    }

    /** Ends the handling of a request with this problem as its answer. */
    public static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        ProblemException(Problem problem) {
            super(problem.title(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
