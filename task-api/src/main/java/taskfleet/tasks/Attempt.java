package taskfleet.tasks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Problem;

/**
 * A creation that its client may send again, without creating a second task.
 *
 * @param key by which the client knows it
 * @param fingerprint of what it asks for: equal for bodies that say the same
 */
record Attempt(String key, Buffer fingerprint) {
    private static final String HEADER = "Idempotency-Key";
    /** A string of structured fields (RFC 9651), as the IETF draft has it, or the same without quotes. */
    private static final Pattern KEY =
            Pattern.compile("\"(?<quoted>[ !#-\\[\\]-~]{1,255})\"|(?<bare>[!#-+\\--\\[\\]-~]{1,255})");

    /**
     * The attempt that a request is, if it names one.
     *
     * @param task as the request asks for it
     * @throws Problem.ProblemException when its key can't be read: 400
     */
    static Optional<Attempt> of(HttpServerRequest request, TaskSnapshot task) {
        var headers = request.headers().getAll(HEADER);
        return headers.isEmpty() ? Optional.empty() : Optional.of(new Attempt(key(headers), fingerprint(task)));
    }

    private static String key(List<String> headers) {
        var value = String.join(", ", headers);
        var key = KEY.matcher(value);
        if (!key.matches()) {
            throw Problem.malformedHeader(HEADER, value, "one key of 1 to 255 printable ASCII characters")
                    .asException();
        }
        return key.group("quoted") == null ? key.group("bare") : key.group("quoted");
    }

    private static Buffer fingerprint(TaskSnapshot task) {
        var asked = TaskJson.editable(task).encode().getBytes(StandardCharsets.UTF_8);
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(asked));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
