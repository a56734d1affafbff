package taskfleet.analytics;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

/** analytics-worker in the process of the test, on a database of its own; a test comes in by its two ports. */
final class RunningWorker implements AutoCloseable {
    /** A Tuesday. */
    static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private static final String SECRET = "a secret that is long enough for HS256";
    private static final String APP_TOKEN = "token-of-the-sidecar";
    private static final EventCodec CODEC = new EventCodec();

    final SettableClock clock = new SettableClock(NOW);
    final RecordingSidecar sidecar = new RecordingSidecar();
    private final TestDatabase database = TestDatabase.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Service service;
    private final AnalyticsVerticle verticle;

    /** An answer; a body that isn't a JSON object is an empty one. */
    record Reply(int status, JsonObject body) {
        /** How each entry of a bulk was answered, in order. */
        List<String> statuses() {
            return objects("statuses").map(status -> status.getString("status")).toList();
        }

        /** Where a request had mistakes, in order. */
        List<String> pointers() {
            return objects("errors").map(error -> error.getString("pointer")).toList();
        }

        Stream<JsonObject> objects(String name) {
            return body.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
        }
    }

    private RunningWorker(Map<String, String> settings) {
        var started = new AtomicReference<AnalyticsVerticle>();
        service = Service.start(
                "analytics-worker",
                Settings.of(environment(settings)),
                clock,
                wired -> started.set(Main.wire(wired, AnalyticsConfig.from(wired.settings()), sidecar)));
        verticle = Objects.requireNonNull(started.get());
    }

    static RunningWorker start() {
        return start(Map.of());
    }

    static RunningWorker start(Map<String, String> settings) {
        var worker = new RunningWorker(settings);
        Awaitility.await().until(() -> worker.internal("/health/ready").status() == 200);
        return worker;
    }

    HttpDoor door() {
        return new HttpDoor(verticle.publicPort());
    }

    /** The routes of the public port. */
    Router publicRouter() {
        return verticle.publicRoutes(service.vertx());
    }

    Reply deliver(String topic, Event... events) {
        return deliver(topic, Stream.of(events).map(RunningWorker::json).toList());
    }

    /** A bulk as the sidecar posts it. */
    Reply deliver(String topic, List<JsonObject> events) {
        var entries = new JsonArray();
        for (int i = 0; i < events.size(); i++) {
            entries.add(new JsonObject()
                    .put("entryId", "entry-" + i)
                    .put("event", events.get(i))
                    .put("metadata", new JsonObject().put("__partition", "0").put("__offset", String.valueOf(i)))
                    .put("contentType", "application/cloudevents+json"));
        }
        return post(
                topic,
                APP_TOKEN,
                new JsonObject()
                        .put("id", UUID.randomUUID().toString())
                        .put("entries", entries)
                        .put("topic", topic)
                        .put("type", "com.dapr.event.sent.bulk"));
    }

    Reply post(String topic, String appToken, JsonObject body) {
        return send(request(verticle.internalPort(), "/api/events/" + topic)
                .header("dapr-api-token", appToken)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    /** A report, as that user sees it. */
    Reply get(String userId, String path) {
        return getWithToken(token(new JsonObject().put("sub", userId), new JWTOptions().setExpiresInMinutes(5)), path);
    }

    Reply getWithToken(String token, String path) {
        return send(request(verticle.publicPort(), path).header("Authorization", "Bearer " + token));
    }

    Reply getWithoutToken(String path) {
        return send(request(verticle.publicPort(), path));
    }

    Reply internal(String path) {
        return send(request(verticle.internalPort(), path));
    }

    JsonArray subscriptions() {
        return new JsonArray(
                text(request(verticle.internalPort(), "/dapr/subscribe").header("dapr-api-token", APP_TOKEN)));
    }

    String metrics() {
        return text(request(verticle.internalPort(), "/metrics"));
    }

    String token(JsonObject claims, JWTOptions options) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SECRET);
        return JWTAuth.create(service.vertx(), new JWTAuthOptions().addPubSecKey(key))
                .generateToken(claims, options.setIssuer("taskfleet-dev").addAudience("taskfleet"));
    }

    /** Does to the schema what no door of the worker does. */
    void sql(String statement) {
        var url =
                "jdbc:postgresql://localhost:%d/%s?currentSchema=analytics".formatted(database.port(), database.name());
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(Event event) {
        return new JsonObject(Buffer.buffer(CODEC.write(event)));
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }

    private Map<String, String> environment(Map<String, String> settings) {
        var environment = new HashMap<>(database.environment());
        environment.putAll(Map.of(
                "HTTP_HOST", "localhost",
                "HTTP_PORT", "0",
                "INTERNAL_PORT", "0",
                "APP_API_TOKEN", APP_TOKEN,
                "DEVELOPMENT", "true",
                "JWT_HS256_SECRET", SECRET,
                "DELIVERY_FIRST_DELAY", "1ms",
                "HEALTH_PROBE_INTERVAL", "50ms"));
        environment.putAll(settings);
        return environment;
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(20));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            var body = answer.body().startsWith("{") ? new JsonObject(answer.body()) : new JsonObject();
            return new Reply(answer.statusCode(), body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
