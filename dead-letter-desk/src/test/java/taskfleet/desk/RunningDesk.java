package taskfleet.desk;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import taskfleet.events.SampleEvents;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

/** A whole dead-letter-desk, entered by its two doors; its sidecar notes what is published. */
final class RunningDesk implements AutoCloseable {
    private static final String SECRET = "the secret that only these tests know";
    static final String APP_TOKEN = "the token of the sidecar";

    final SettableClock clock = new SettableClock(SampleEvents.NOW);
    final RecordingSidecar sidecar = new RecordingSidecar();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final DeskVerticle verticle;

    private RunningDesk(Map<String, String> settings) {
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

    /** A call of the public port without a token. */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(verticle.publicPort(), path, headers).GET());
    }

    JsonObject health() {
        return new JsonObject(
                send(request(verticle.internalPort(), "/health/ready").GET()).body());
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "INTERNAL_PORT", "0",
                "APP_API_TOKEN", APP_TOKEN,
                "JWT_HS256_SECRET", SECRET,
                "DATABASE_ACQUIRE_TIMEOUT", "1s",
                "HEALTH_PROBE_INTERVAL", "50ms"));
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
