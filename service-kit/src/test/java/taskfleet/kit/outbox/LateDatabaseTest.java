package taskfleet.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.config.Settings;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.DatabaseConfig;
import taskfleet.kit.service.Outage;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.RecordingSidecar;

class LateDatabaseTest {
    private final RecordingSidecar sidecar = new RecordingSidecar();

    @Test
    void a_service_started_before_postgres_is_unready_till_it_comes_then_migrates_and_publishes() throws IOException {
        int port = freePort();
        try (var service = Service.start("early", settings(port), Clock.systemUTC(), it -> {})) {
            var database =
                    service.use(Database.open(service.vertx(), DatabaseConfig.from(service.settings(), "early")));
            service.health().dependency("postgres", database::probe);
            var relay = new OutboxRelay(service, database, sidecar, OutboxConfig.from(service.settings()));
            service.deploy(() -> relay, 1);
            assertThat(service.health().isReady()).isFalse();
            assertThat(catchThrowable(() -> database.inTransaction(transaction -> true)))
                    .matches(Outage::causedBy, "an outage");

            try (var postgres = EmbeddedPostgres.builder().setPort(port).start()) {
                await().atMost(Duration.ofSeconds(30)).until(service.health()::isReady);
                database.inTransaction(transaction -> Replica.insert(transaction, SampleEvents.TASK_CREATED));

                await().untilAsserted(() -> assertThat(sidecar.published).hasSize(1));
                assertThat(postgres.getPort()).isEqualTo(port);
            }
        }
    }

    private static Settings settings(int port) {
        return Settings.of(Map.of(
                "DATABASE_URL", "postgresql://localhost:%d/postgres".formatted(port),
                "DATABASE_USER", "postgres",
                "DATABASE_PASSWORD", "postgres",
                "HEALTH_PROBE_INTERVAL", "50ms",
                "OUTBOX_MAX_BACKOFF", "200ms"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
