package taskfleet.kit.http;

import java.util.Locale;

/** Every kind of problem that a service answers with; {@code docs/problems.md} explains each to clients. */
public enum ProblemType {
    MALFORMED_BODY(400, "The body can't be read"),
    MALFORMED_HEADER(400, "A header can't be read"),
    BAD_REQUEST(400, "The request can't be taken"),
    UNAUTHORIZED(401, "A valid token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "This path has no such method"),
    NOT_ACCEPTABLE(406, "There is no answer of a media type that you take"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "The state does not allow this"),
    GONE(410, "This is no longer there"),
    PRECONDITION_FAILED(412, "It is not in the state that you have seen"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The URI is too long"),
    MEDIA_TYPE(415, "The body's media type is not taken here"),
    INVALID_REQUEST(422, "The request has mistakes"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for something else"),
    BATCH_REFUSED(422, "The batch can't be done as a whole"),
    PRECONDITION_REQUIRED(428, "The request must say what it has seen"),
    QUOTA_EXCEEDED(429, "Too many requests"),
    TOO_MANY(429, "Too many at once"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "Something failed here"),
    UNAVAILABLE(503, "Try again soon"),
    TIMEOUT(504, "The answer took too long");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that it comes with. */
    public int status() {
        return status;
    }

    /** The same words for every problem of this type. */
    public String title() {
        return title;
    }

    /** What the {@code type} member holds. It names the problem and leads nowhere, so that it never moves. */
    public String uri() {
        return "urn:taskfleet:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one for a status that the router sets itself. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> MEDIA_TYPE;
            case 422 -> INVALID_REQUEST;
            case 503 -> UNAVAILABLE;
            case 504 -> TIMEOUT;
            default -> status >= 500 ? INTERNAL : BAD_REQUEST;
        };
    }
}
