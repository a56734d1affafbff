package taskfleet.kit.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every error on the wire: problem details of RFC 9457, {@code application/problem+json}.
 *
 * @param detail what was wrong this time, and what happens next; may be absent
 * @param errors for a request with mistakes in it: all of them
 */
public record Problem(ProblemType type, @Nullable String detail, List<Violation> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem(ProblemType type, @Nullable String detail) {
        this(type, detail, List.of());
    }

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
        return new Problem(ProblemType.INVALID_REQUEST, "Nothing was changed.", List.copyOf(errors));
    }

    public static Problem malformed(String detail) {
        return new Problem(ProblemType.MALFORMED_BODY, detail);
    }

    public static Problem malformedHeader(String name, String value, String expected) {
        var detail =
                "%s: %s (expected: %s). Nothing was changed.".formatted(name, Violation.shortened(value), expected);
        return new Problem(ProblemType.MALFORMED_HEADER, detail);
    }

    public static Problem notFound(String what) {
        return new Problem(ProblemType.NOT_FOUND, what);
    }

    public static Problem conflict(String detail) {
        return new Problem(ProblemType.CONFLICT, detail);
    }

    public static Problem preconditionFailed(String detail) {
        return new Problem(ProblemType.PRECONDITION_FAILED, detail);
    }

    public static Problem preconditionRequired(String detail) {
        return new Problem(ProblemType.PRECONDITION_REQUIRED, detail);
    }

    public static Problem keyReused(String detail) {
        return new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED, detail);
    }

    public static Problem batchRefused(String detail) {
        return new Problem(ProblemType.BATCH_REFUSED, detail);
    }

    public static Problem gone(String detail) {
        return new Problem(ProblemType.GONE, detail);
    }

    public static Problem tooMany(String detail) {
        return new Problem(ProblemType.TOO_MANY, detail);
    }

    public static Problem unauthorized(String detail) {
        return new Problem(ProblemType.UNAUTHORIZED, detail);
    }

    public static Problem forbidden(String detail) {
        return new Problem(ProblemType.FORBIDDEN, detail);
    }

    public static Problem quotaExceeded(String detail) {
        return new Problem(ProblemType.QUOTA_EXCEEDED, detail);
    }

    public static Problem unavailable(String detail) {
        return new Problem(ProblemType.UNAVAILABLE, detail);
    }

    /** For a status that the router sets itself. */
    static Problem ofStatus(int status) {
        var type = ProblemType.ofStatus(status);
        return switch (type) {
            case NOT_FOUND -> notFound("There is nothing at this path.");
            case UNAVAILABLE -> unavailable("A part that this needs is away.");
            default -> new Problem(type, null);
        };
    }

    public int status() {
        return type.status();
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** As it stands on the wire. */
    public JsonObject json() {
        var json = new JsonObject()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status());
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
            super(problem.type().title(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
