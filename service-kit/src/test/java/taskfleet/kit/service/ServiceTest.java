package taskfleet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

class ServiceTest {
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void parts_stop_in_the_reverse_order_of_their_start() {
        var service = start(it -> {
            it.use(part("pool"));
            it.deploy(() -> new NotingVerticle("verticle"), 1);
            it.use(part("users"));
        });

        service.close();

        assertThat(stopped).containsExactly("users", "verticle", "pool");
    }

    @Test
    void a_part_that_fails_to_stop_keeps_no_other_running() {
        var service = start(it -> {
            it.use(part("pool"));
            it.use(() -> {
                throw new IOException("can't be closed");
            });
            it.use(part("users"));
        });

        service.close();

        assertThat(stopped).containsExactly("users", "pool");
    }

    @Test
    void a_service_is_no_longer_ready_when_its_first_part_stops() {
        var service = start(it -> it.use(() -> stopped.add(it.health().isReady() ? "ready" : "not ready")));
        assertThat(service.health().isReady()).isTrue();

        service.close();

        assertThat(stopped).containsExactly("not ready");
    }

    @Test
    void a_start_that_fails_stops_what_had_been_started() {
        assertThatThrownBy(() -> start(it -> {
                    it.use(part("pool"));
                    it.deploy(() -> new FailingVerticle(), 1);
                }))
                .hasMessage("the port is taken");

        assertThat(stopped).containsExactly("pool");
    }

    @Test
    void a_start_that_fails_by_a_checked_exception_stops_what_had_been_started() {
        assertThatThrownBy(() -> start(it -> {
                    it.use(part("pool"));
                    Future.failedFuture(new BindException("taken")).await();
                }))
                .hasMessage("taken");

        assertThat(stopped).containsExactly("pool");
    }

    @Test
    void handlers_of_a_verticle_may_wait() {
        try (var service = start(it -> it.deploy(() -> new WaitingVerticle(), 1))) {
            var answer = service.vertx().eventBus().<String>request("ask", "").await();

            assertThat(answer.body()).isEqualTo("waited on a virtual thread: true");
        }
    }

    @Test
    void its_metrics_carry_its_name() {
        try (var service = start(it -> {})) {
            var router = Router.router(service.vertx());
            service.mountOperations(router);
            var server = service.vertx()
                    .createHttpServer()
                    .requestHandler(router)
                    .listen(0)
                    .await();

            var answer = new HttpDoor(server.actualPort()).get("/metrics");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).startsWith("text/plain; version=0.0.4");
            assertThat(answer.body()).contains("jvm_threads_live_threads{service=\"sample\"}");
        }
    }

    private static Service start(Service.Wiring wiring) {
        return Service.start("sample", Settings.of(Map.of()), Clock.systemUTC(), wiring);
    }

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }

    private final class NotingVerticle extends VerticleBase {
        private final String name;

        NotingVerticle(String name) {
            this.name = name;
        }

        @Override
        public Future<?> stop() {
            stopped.add(name);
            return Future.succeededFuture();
        }
    }

    private static final class FailingVerticle extends VerticleBase {
        @Override
        public Future<?> start() {
            return Future.failedFuture("the port is taken");
        }
    }

    private static final class WaitingVerticle extends VerticleBase {
        @Override
        public Future<?> start() {
            return vertx.eventBus()
                    .consumer("ask", question -> {
                        vertx.timer(1).await();
                        question.reply("waited on a virtual thread: "
                                + Thread.currentThread().isVirtual());
                    })
                    .completion();
        }
    }
}
