package taskfleet.tasks;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.events.UnreadableEvent;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

/** A whole task-api on a database of its own, entered by its two doors; its sidecar notes what is published. */
final class RunningTaskApi implements AutoCloseable {
    private static final String SECRET = "the secret that only these tests know";
    static final String APP_TOKEN = "the token of the sidecar";
    static final UUID CAUSE = UUID.fromString("019a4398-e000-7000-8000-0000000000c0");
    static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final EventCodec CODEC = new EventCodec();
    private static final AtomicInteger USERS = new AtomicInteger();

    final SettableClock clock;
    final TestDatabase database;
    private final RecordingSidecar sidecar;
    private final int port = freePort();
    private final int internalPort = freePort();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final Connection connection;
    private final AtomicReference<Supplier<TaskApiVerticle>> verticles = new AtomicReference<>();

    private RunningTaskApi(
            SettableClock clock, TestDatabase database, RecordingSidecar sidecar, Map<String, String> settings) {
        this.clock = clock;
        this.database = database;
        this.sidecar = sidecar;
        this.service = Service.start(
                "task-api",
                Settings.of(settings(settings)),
                clock,
                started -> verticles.set(Main.wire(started, TaskApiConfig.from(started.settings()), sidecar)));
        this.connection = connect();
    }

    static RunningTaskApi start() {
        return start(Map.of());
    }

    static RunningTaskApi start(Map<String, String> settings) {
        return new RunningTaskApi(
                        new SettableClock(SampleEvents.NOW), TestDatabase.create(), new RecordingSidecar(), settings)
                .whenReady();
    }

    /** Another replica, on the same database. */
    RunningTaskApi startReplica() {
        return new RunningTaskApi(clock, database, sidecar, Map.of()).whenReady();
    }

    /** A user whom no other test knows. */
    ApiUser newUser() {
        var name = "user-" + USERS.incrementAndGet();
        return new ApiUser(this, name, token(name, Instant.now().plus(Duration.ofHours(1))));
    }

    String token(String user, Instant expiry) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SECRET);
        var options = new JWTOptions().setIssuer("taskfleet-dev").addAudience("taskfleet");
        var claims = new JsonObject().put("sub", user).put("exp", expiry.getEpochSecond());
        return JWTAuth.create(service.vertx(), new JWTAuthOptions().addPubSecKey(key))
                .generateToken(claims, options);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    HttpDoor door() {
        return new HttpDoor(port);
    }

    /** The routes of the public port. */
    Router publicRouter() {
        return Objects.requireNonNull(verticles.get()).get().publicRoutes(service.vertx());
    }

    /** A call of the public port. */
    ApiAnswer call(String method, String path, Map<String, String> headers, @Nullable String body) {
        return send(port, method, path, headers, body);
    }

    /** A call of the internal port as the sidecar makes it. */
    ApiAnswer putOccurrence(UUID series, int number, JsonObject body) {
        return putOccurrence(series, number, body.encode(), Map.of("dapr-api-token", APP_TOKEN));
    }

    ApiAnswer putOccurrence(UUID series, int number, String body, Map<String, String> headers) {
        return send(internalPort, "PUT", "/series/%s/occurrences/%d".formatted(series, number), headers, body);
    }

    /** What recurring-worker sends when that version completed that task. */
    static JsonObject following(UUID task, int version) {
        return JsonObject.of(
                "follows", JsonObject.of("task_id", task.toString(), "sequence", version),
                "due_at", "2026-11-09T18:00:00+01:00",
                "anchor", "2026-11-02T18:00",
                "reminders", JsonArray.of(JsonObject.of("before_due", "PT30M")),
                "cause", JsonObject.of("event_id", CAUSE.toString(), "hops", 3, "traceparent", TRACE));
    }

    /** All events of a user, as published: the relay takes a row from the outbox when its event is out. */
    List<Event> eventsOf(String user) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> "0".equals(query("SELECT count(*) FROM task.outbox WHERE partition_key = ?", user)));
        return sidecar.published.stream()
                .filter(published -> published.topic().equals("tasks"))
                .filter(published -> published.message().partitionKey().equals(user))
                .map(published -> read(published.message().json()))
                .toList();
    }

    /** The row of a task, as JSON. */
    JsonObject row(String id) {
        return new JsonObject(query("SELECT to_jsonb(task)::text FROM task.task WHERE task_id = ?::uuid", id));
    }

    @Override
    public void close() {
        client.close();
        service.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningTaskApi whenReady() {
        await().atMost(Duration.ofSeconds(30)).until(service.health()::isReady);
        return this;
    }

    private Map<String, String> settings(Map<String, String> given) {
        var settings = new HashMap<>(database.environment());
        settings.put("HTTP_HOST", "127.0.0.1");
        settings.put("HTTP_PORT", String.valueOf(port));
        settings.put("INTERNAL_PORT", String.valueOf(internalPort));
        settings.put("APP_API_TOKEN", APP_TOKEN);
        settings.put("DEVELOPMENT", "true");
        settings.put("JWT_HS256_SECRET", SECRET);
        settings.put("HEALTH_PROBE_INTERVAL", "50ms");
        settings.putAll(given);
        return settings;
    }

    private ApiAnswer send(int to, String method, String path, Map<String, String> headers, @Nullable String body) {
        var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(to, path)))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, content);
        headers.forEach(request::header);
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new ApiAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized String query(String sql, String parameter) {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://localhost:%d/%s".formatted(database.port(), database.name()), "postgres", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Event read(String json) {
        try {
            return CODEC.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            throw new AssertionError(json, e);
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
