package taskfleet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import taskfleet.kit.testing.HttpDoor;

@ExtendWith(VertxExtension.class)
class HealthTest {
    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";
    private static final Duration NEVER = Duration.ofDays(1);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Vertx vertx;
    private final Health health;
    private final HttpDoor door;
    private volatile Future<?> postgres = Future.succeededFuture();
    private volatile Future<?> sidecar = Future.succeededFuture();

    HealthTest(Vertx vertx) {
        this.vertx = vertx;
        this.health = new Health(vertx, metrics, NEVER);
        this.door = open(health);
    }

    @Test
    void with_every_part_there_all_is_well() {
        watchBoth();

        var answer = door.get(READY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(new JsonObject()
                        .put("status", "up")
                        .put("postgres", "up")
                        .put("sidecar", "up"));
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void without_its_sidecar_a_service_is_not_ready_and_says_why() {
        sidecar = Future.failedFuture("connection refused");
        watchBoth();

        var ready = door.get(READY);

        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.json())
                .isEqualTo(new JsonObject()
                        .put("status", "down")
                        .put("postgres", "up")
                        .put("sidecar", "down: connection refused"));
    }

    @Test
    void a_gauge_tells_what_is_there() {
        sidecar = Future.failedFuture("connection refused");
        watchBoth();

        assertThat(up("postgres")).isEqualTo(1);
        assertThat(up("sidecar")).isZero();
    }

    @Test
    void without_its_database_a_service_is_not_ready_but_it_lives() {
        postgres = Future.failedFuture("connection refused");
        watchBoth();

        assertThat(statusOf(READY)).isEqualTo(503);
        assertThat(statusOf(LIVE)).isEqualTo(200);
    }

    @Test
    void what_has_not_been_probed_to_an_end_counts_as_absent() {
        postgres = Promise.promise().future();
        watchBoth();

        var answer = door.get(READY);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("postgres")).isEqualTo("unknown");
    }

    @Test
    void a_probe_that_throws_counts_as_down() {
        health.dependency("postgres", () -> {
            throw new IllegalStateException("no pool");
        });

        assertThat(door.get(READY).json().getString("postgres")).isEqualTo("down: no pool");
    }

    @Test
    void what_comes_back_is_found_by_the_next_probe() {
        var probing = new Health(vertx, metrics, Duration.ofMillis(10));
        postgres = Future.failedFuture("connection refused");
        var dependency = probing.dependency("postgres", () -> postgres);
        assertThat(dependency.isUp()).isFalse();

        postgres = Future.succeededFuture();

        await().until(probing::isReady);
    }

    @Test
    void no_probe_starts_while_the_last_one_waits_for_its_answer() {
        var answer = Promise.<Void>promise();
        var probes = new AtomicInteger();
        new Health(vertx, metrics, Duration.ofMillis(1)).dependency("postgres", () -> {
            probes.incrementAndGet();
            return answer.future();
        });

        await().during(Duration.ofMillis(200)).until(() -> probes.get() == 1);
        answer.complete();

        await().until(() -> probes.get() > 1);
    }

    @Test
    void a_service_that_stops_is_not_ready_whatever_the_probes_say() {
        watchBoth();

        health.stopping();

        assertThat(health.isReady()).isFalse();
        assertThat(door.get(READY).json().getString("status")).isEqualTo("stopping");
        assertThat(statusOf(READY)).isEqualTo(503);
        assertThat(statusOf(LIVE)).isEqualTo(200);
    }

    private void watchBoth() {
        health.dependency("postgres", () -> postgres);
        health.dependency("sidecar", () -> sidecar);
    }

    private double up(String dependency) {
        return metrics.get("fleet.dependency.up")
                .tag("dependency", dependency)
                .gauge()
                .value();
    }

    private int statusOf(String path) {
        return door.get(path).status();
    }

    private HttpDoor open(Health health) {
        var router = Router.router(vertx);
        health.mount(router);
        var server = vertx.createHttpServer().requestHandler(router).listen(0).await();
        return new HttpDoor(server.actualPort());
    }
}
