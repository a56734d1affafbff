package taskfleet.recurring;

import static java.util.Map.entry;

import io.vertx.core.buffer.Buffer;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;

/** A whole recurring-worker, entered by the door of its sidecar; it notes what it asks of task-api. */
final class RunningWorker implements AutoCloseable {
    private static final String APP_TOKEN = "the token of the sidecar";
    private static final String RETRY_TOPIC = "tasks-retry-recurring-worker";
    private static final EventCodec CODEC = new EventCodec();

    /** A call of task-api. */
    record Put(String path, JsonObject body) {}

    final RecordingSidecar sidecar = new RecordingSidecar();
    final SettableClock clock = new SettableClock(SampleEvents.NOW);
    final List<Put> puts = new CopyOnWriteArrayList<>();
    private final int port = freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Service service;

    private RunningWorker() {
        this.service = Service.start(
                "recurring-worker",
                settings(),
                clock,
                started -> Main.wire(started, RecurringConfig.from(started.settings()), sidecar));
    }

    static RunningWorker start() {
        var worker = new RunningWorker();
        worker.taskApiAnswers(201);
        return worker;
    }

    void taskApiAnswers(int status) {
        taskApiAnswers(() -> new Sidecar.Answer(status, Buffer.buffer("{}")));
    }

    void taskApiAnswers(Supplier<Sidecar.Answer> answer) {
        sidecar.onPut = (path, body) -> {
            puts.add(new Put(path, body));
            return answer.get();
        };
    }

    /** Delivers an event, and gives the status that the sidecar acts on. */
    String deliver(Event event) {
        return deliver(new String(CODEC.write(event), StandardCharsets.UTF_8));
    }

    String deliver(String event) {
        var entry = new JsonObject().put("entryId", "1").put("event", new JsonObject(event));
        var bulk = new JsonObject().put("entries", new JsonArray().add(entry));
        var answer = call("POST", "/api/events/tasks", bulk.encode(), Map.of("dapr-api-token", APP_TOKEN));
        if (answer.statusCode() != 200) {
            throw new AssertionError("the sidecar was answered " + answer.statusCode());
        }
        return new JsonObject(answer.body())
                .getJsonArray("statuses")
                .getJsonObject(0)
                .getString("status");
    }

    /** Delivers what the worker has put aside, by the subscription that it has for that. */
    String deliverPutAside() {
        var event = published(RETRY_TOPIC).getFirst().encode();
        var answer = call("POST", "/api/events/" + RETRY_TOPIC, event, Map.of("dapr-api-token", APP_TOKEN));
        return new JsonObject(answer.body()).getString("status");
    }

    /** What the worker has given up on, with the reasons. */
    List<JsonObject> deadLetters() {
        return published("tasks-dlq-recurring-worker");
    }

    private List<JsonObject> published(String topic) {
        return sidecar.published.stream()
                .filter(published -> published.topic().equals(topic))
                .map(published -> new JsonObject(published.message().json()))
                .toList();
    }

    HttpResponse<String> call(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/cloudevents+json")
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return call("GET", path, "", Map.of("dapr-api-token", APP_TOKEN));
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }

    private Settings settings() {
        return Settings.of(Map.ofEntries(
                entry("HTTP_HOST", "127.0.0.1"),
                entry("INTERNAL_PORT", String.valueOf(port)),
                entry("APP_API_TOKEN", APP_TOKEN),
                entry("DELIVERY_FIRST_DELAY", "1ms"),
                entry("DELIVERY_MAX_DELAY", "2ms")));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
