package taskfleet.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import taskfleet.local.process.FleetFailure;

/** One user's calls of a service's public API. */
public record ApiClient(URI service, String token) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** What came back; {@code body} is null without one. */
    public record Answer(int status, @Nullable JsonNode body, String request) {

        /** The body of an answer that must have this status. */
        public JsonNode expect(int expected) {
            if (status != expected || body == null) {
                throw new FleetFailure("%s: %d %s (expected: %d)".formatted(request, status, body, expected));
            }
            return body;
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, @Nullable Object body) {
        String request = method + " " + path;
        String contentType = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        HttpRequest.Builder builder = HttpRequest.newBuilder(service.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
        if (body != null) {
            builder.header("Content-Type", contentType);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(builder.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parsed(response.body()), request);
        } catch (IOException e) {
            throw new FleetFailure("%s at %s: no answer (%s)".formatted(request, service, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure(request + ": interrupted", e);
        }
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        return body.length == 0 ? null : Json.read(body);
    }
}
