package taskfleet.local.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import taskfleet.local.Json;
import taskfleet.local.process.FleetFailure;

/** Sends one user's requests, each to the replica whose turn it is, and notes how it went. */
final class UserClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final Endpoints endpoints;
    private final String token;
    private final Traffic traffic;

    UserClient(Endpoints endpoints, String token, Traffic traffic) {
        this.endpoints = endpoints;
        this.token = token;
        this.traffic = traffic;
    }

    Reply send(String method, String path, @Nullable Object body) {
        Instant sentAt = Instant.now();
        long started = System.nanoTime();
        Reply reply = reply(request(method, path, body));
        traffic.note(sentAt, reply.label(), Duration.ofNanos(System.nanoTime() - started));
        return reply;
    }

    private HttpRequest request(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoints.next().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
        if (body != null) {
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            request.header("Content-Type", type);
        }
        return request.build();
    }

    private static Reply reply(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Reply.Answered(response.statusCode(), parsed(response.body()));
        } catch (ConnectException e) {
            return new Reply.Refused();
        } catch (HttpTimeoutException e) {
            return new Reply.Lost("timeout");
        } catch (IOException e) {
            return new Reply.Lost("broken off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("load: interrupted", e);
        }
    }

    private static JsonNode parsed(byte[] body) {
        return body.length == 0 ? MissingNode.getInstance() : Json.read(body);
    }
}
