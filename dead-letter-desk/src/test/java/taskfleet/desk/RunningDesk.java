package taskfleet.desk;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import taskfleet.events.SampleEvents;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

/** A whole dead-letter-desk, entered by its two doors; its sidecar notes what is published. */
final class RunningDesk implements AutoCloseable {
    private static final String SECRET = "the secret that only these tests know";
    static final String APP_TOKEN = "the token of the sidecar";
    static final Set<String> TOPICS = Set.of(
            "tasks-dlq-recurring-worker",
            "tasks-dlq-reminder-worker",
            "tasks-dlq-analytics-worker",
            "reminders-dlq-reminder-worker",
            "reminders-dlq-analytics-worker",
            "redrives");

    final SettableClock clock = new SettableClock(SampleEvents.NOW);
    final RecordingSidecar sidecar = new RecordingSidecar();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final DeskVerticle verticle;

    private RunningDesk(Map<String, String> settings) {
        sidecar.metadata = new Sidecar.Metadata("1.18.2", Set.of(), TOPICS);
        var started = new AtomicReference<DeskVerticle>();
        this.service = Service.start(
                "dead-letter-desk",
                Settings.of(environment(settings)),
                clock,
                wired -> started.set(Main.wire(wired, DeskConfig.from(wired.settings()), sidecar)));
        this.verticle = Objects.requireNonNull(started.get());
    }

    /** On a database of its own. */
    static RunningDesk start() {
        return start(TestDatabase.create().environment());
    }

    static RunningDesk start(Map<String, String> settings) {
        var desk = new RunningDesk(settings);
        await().atMost(Duration.ofSeconds(30)).until(desk.service.health()::isReady);
        return desk;
    }

    HttpDoor door() {
        return new HttpDoor(verticle.publicPort());
    }

    /** The routes of the public port. */
    Router publicRouter() {
        return verticle.publicRoutes(service.vertx());
    }

    /** A call of the public port without a token. */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(verticle.publicPort(), path, headers).GET());
    }

    /** Somebody with the roles that the token names. */
    Operator operator(String name, String... roles) {
        return new Operator(this, token(name, roles));
    }

    /** Somebody who may see letters. */
    Operator operator(String name) {
        return operator(name, "operator");
    }

    HttpResponse<String> call(String method, String path, String token, @Nullable String body) {
        return send(request(verticle.publicPort(), path, "Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** What the sidecar is answered when it delivers the letter. */
    String deliver(SampleLetter letter) {
        return deliver(letter.topic(), letter.record(), letter.headers());
    }

    /** What the sidecar is answered when it delivers a worker's word that it has handled the letter's event. */
    String tell(SampleLetter letter, int redrive, String outcome) {
        return deliver("redrives", letter.notice(redrive, outcome), "__topic", "redrives");
    }

    /**
     * A record as the sidecar delivers it where raw payloads are asked for.
     *
     * @param headers names and values in turn
     */
    String deliver(String topic, byte[] record, String... headers) {
        var envelope = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "Dapr")
                .put("type", "com.dapr.event.sent")
                .put("topic", topic)
                .put("pubsubname", "kafka-pubsub")
                .put("datacontenttype", "application/octet-stream")
                .put("data_base64", Base64.getEncoder().encodeToString(record));
        var answer = send(request(verticle.internalPort(), "/api/events/" + topic, headers)
                .header("Content-Type", "application/cloudevents+json")
                .header("dapr-api-token", APP_TOKEN)
                .POST(BodyPublishers.ofString(envelope.encode())));
        return answer.statusCode() + " " + new JsonObject(answer.body()).getString("status");
    }

    HttpResponse<String> internal(String path, String... headers) {
        return send(request(verticle.internalPort(), path, headers).GET());
    }

    /** What has been published so far, in its order; waits until it is so many. */
    List<RecordingSidecar.Published> published(int expected) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sidecar.published.size() >= expected);
        return sidecar.published;
    }

    boolean isReady() {
        return service.health().isReady();
    }

    private String token(String name, String... roles) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SECRET);
        var options = new JWTOptions()
                .setExpiresInMinutes(60)
                .setIssuer("taskfleet-dev")
                .addAudience("taskfleet");
        var claims = new JsonObject().put("sub", name).put("roles", new JsonArray(List.of(roles)));
        return JWTAuth.create(service.vertx(), new JWTAuthOptions().addPubSecKey(key))
                .generateToken(claims, options);
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "INTERNAL_PORT", "0",
                "APP_API_TOKEN", APP_TOKEN,
                "DEVELOPMENT", "true",
                "JWT_HS256_SECRET", SECRET,
                "DATABASE_ACQUIRE_TIMEOUT", "1s",
                "DESK_COUNT_INTERVAL", "100ms",
                "DESK_MAX_SELECTION", "20",
                "HEALTH_PROBE_INTERVAL", "50ms"));
        environment.putAll(settings);
        return environment;
    }

    /**
     * @param headers names and values in turn
     */
    private static HttpRequest.Builder request(int port, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
