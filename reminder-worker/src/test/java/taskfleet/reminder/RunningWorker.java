package taskfleet.reminder;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;

/** A whole reminder-worker, entered by the door that its sidecar uses. */
final class RunningWorker implements AutoCloseable {
    static final String APP_TOKEN = "the token of the sidecar";
    private static final EventCodec CODEC = new EventCodec();

    final SettableClock clock = new SettableClock(SampleEvents.NOW);
    final RecordingSidecar sidecar = new RecordingSidecar();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Service service;

    private RunningWorker(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("INTERNAL_PORT", String.valueOf(port));
        environment.put("APP_API_TOKEN", APP_TOKEN);
        environment.put("HEALTH_PROBE_INTERVAL", "50ms");
        environment.put("DATABASE_ACQUIRE_TIMEOUT", "1s");
        this.service = Service.start(
                "reminder-worker",
                Settings.of(environment),
                clock,
                started -> Main.wire(started, ReminderConfig.from(started.settings()), sidecar));
    }

    static RunningWorker start(Map<String, String> settings) {
        var worker = new RunningWorker(settings);
        await().atMost(Duration.ofSeconds(30)).until(worker.service.health()::isReady);
        return worker;
    }

    /** What the sidecar is answered when it delivers the event. */
    String deliver(String topic, Event event) {
        return deliver(topic, new String(CODEC.write(event), StandardCharsets.UTF_8));
    }

    String deliver(String topic, String body) {
        return topic.equals("tasks") ? deliverInBulk(topic, body) : deliverAlone(topic, body);
    }

    private String deliverAlone(String topic, String body) {
        var response = post("/api/events/" + topic, body, APP_TOKEN);
        return response.statusCode() + " " + new JsonObject(response.body()).getString("status");
    }

    private String deliverInBulk(String topic, String body) {
        var entry = new JsonObject().put("entryId", "1").put("event", new JsonObject(body));
        var bulk = new JsonObject().put("entries", new JsonArray().add(entry));
        var response = post("/api/events/" + topic, bulk.encode(), APP_TOKEN);
        var statuses = new JsonObject(response.body()).getJsonArray("statuses");
        return response.statusCode() + " " + statuses.getJsonObject(0).getString("status");
    }

    int fireJob(String name) {
        return post("/job/" + name, "", APP_TOKEN).statusCode();
    }

    HttpResponse<String> post(String path, String body, String token) {
        return send(request(path, token)
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(body)));
    }

    JsonArray subscriptions() {
        return new JsonArray(send(request("/dapr/subscribe", APP_TOKEN).GET()).body());
    }

    String get(String path) {
        return send(request(path, "").GET()).body();
    }

    boolean isReady() {
        return service.health().isReady();
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("dapr-api-token", token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
