package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.events.SampleEvents;

class DatabaseOutageTest {
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(5));

    @TempDir
    Path data;

    @Test
    void while_the_database_is_away_events_and_jobs_come_again_and_then_go_through() throws IOException {
        var before = postgres(0);
        int port = before.getPort();
        try (var worker = RunningWorker.start(settings(port))) {
            var task = ReminderTask.next(worker.clock);
            var job = task.reminderId().toString();
            worker.deliver("tasks", task.created(DUE));
            await().until(() -> worker.sidecar.published.size() == 1);
            var moved = task.updated(2, DUE.plusSeconds(1));
            worker.clock.set(DUE.plusSeconds(1));
            before.close();
            await().atMost(Duration.ofSeconds(30)).until(() -> !worker.isReady());

            assertThat(worker.deliver("tasks", moved)).isIn("200 RETRY", "503 503");
            assertThat(worker.fireJob(job)).isEqualTo(503);
            assertThat(worker.sidecar.published).hasSize(1);

            try (var after = postgres(port)) {
                await().atMost(Duration.ofSeconds(30)).until(worker::isReady);
                assertThat(worker.fireJob(job)).isEqualTo(200);
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(worker.sidecar.published).hasSize(2));
                assertThat(after.getPort()).isEqualTo(port);
            }
        }
    }

    /** The same data each time; any free port for 0. */
    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "DATABASE_URL", "postgresql://localhost:%d/postgres".formatted(port),
                "DATABASE_USER", "postgres",
                "DATABASE_PASSWORD", "postgres");
    }
}
