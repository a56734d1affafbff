package taskfleet.kit.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A port of a service as those outside come to it: real requests, and what is answered to them. */
public record HttpDoor(int port) {
    /** Offering an upgrade to HTTP/2 with each request, as it does else, Vert.x reads that request in another way. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** What came back. */
    public record Answer(int status, String contentType, String body) {
        public JsonObject json() {
            return new JsonObject(body);
        }
    }

    /**
     * @param headers names and values in turn
     */
    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /**
     * @param headers names and values in turn
     */
    public Answer post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * A request of any method.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<String> exchange(String method, String path, @Nullable String body, String... headers) {
        var content = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return exchange(request(path, headers).method(method, content));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
                .timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest.Builder request) {
        var response = exchange(request);
        var contentType = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), contentType, response.body());
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
