package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageTest {
    @TempDir
    Path data;

    @Test
    void while_the_database_is_away_letters_come_again_and_people_are_told_so() throws IOException {
        var before = postgres(0);
        int port = before.getPort();
        try (var desk = RunningDesk.start(settings(port))) {
            var olga = desk.operator("olga");
            var letter = SampleLetter.next();
            before.close();
            await().atMost(Duration.ofSeconds(30)).until(() -> !desk.isReady());

            assertThat(desk.deliver(letter)).isEqualTo("200 RETRY");
            assertThat(desk.tell(letter, 1, "handled")).isEqualTo("200 RETRY");
            assertThat(olga.redrive(letter).status()).isEqualTo(503);

            try (var after = postgres(port)) {
                await().atMost(Duration.ofSeconds(30)).until(desk::isReady);
                assertThat(desk.deliver(letter)).isEqualTo("200 SUCCESS");
                assertThat(olga.show(letter).text("status")).isEqualTo("open");
                assertThat(after.getPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void an_event_that_the_sidecar_can_not_take_now_waits_in_the_outbox() throws IOException {
        try (var postgres = postgres(0);
                var desk = RunningDesk.start(settings(postgres.getPort()))) {
            var letter = SampleLetter.next();
            desk.deliver(letter);
            desk.sidecar.away = true;

            var answer = desk.operator("olga").redrive(letter);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(desk.sidecar.published).isEmpty();
            desk.sidecar.away = false;
            assertThat(desk.published(1)).hasSize(1);
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
