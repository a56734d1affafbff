package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The feed against what makes a sequence number skip changes: transactions that commit long after they began. */
class ChangeFeedRaceTest {
    private static final int WRITERS = 6;
    private static final int CHANGES = 500;
    private static final int TASKS = 4;
    private static final String BEGIN = "SELECT pg_current_xact_id()";
    private static final String WRITE = """
            INSERT INTO task.task (task_id, user_id, version, title, priority, tags, time_zone, reminders,
                created_at, updated_at)
            VALUES (?, ?, 1, 'task', 0, '{}', 'UTC', '[]', now(), now())
            ON CONFLICT (task_id) DO UPDATE SET version = task.version + 1, title = 'task ' || task.version,
                deleted_at = CASE WHEN ? THEN now() END
            """;

    private static final RunningTaskApi api = RunningTaskApi.start(Map.of("FEED_PAGE", "7"));

    private final ApiUser alice = api.newUser();
    private final Overlap overlap = new Overlap();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void reader_ends_with_what_the_table_holds_however_transactions_overlap() throws Exception {
        var reader = new FeedReader(alice);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                var random = new Random(writer);
                running.add(threads.submit(() -> {
                    write(random);
                    return true;
                }));
            }
            while (reader.changes().size() < CHANGES && running.stream().noneMatch(Future::isDone)) {
                reader.readPage();
            }
            overlap.end();
            for (var writer : running) {
                writer.get();
            }
        }

        // A transaction of another database on the same server may still hold the horizon back.
        var expected = table();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            reader.read();
            assertThat(versions(reader)).isEqualTo(expected);
        });
    }

    /** Each transaction takes its id first, and commits only after some that began later. */
    private void write(Random random) throws SQLException, InterruptedException {
        var own = random.ints(TASKS).mapToObj(i -> UUID.randomUUID()).toList();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            while (!overlap.isOver()) {
                try (var statement = connection.createStatement()) {
                    statement.execute(BEGIN);
                }
                change(connection, own.get(random.nextInt(TASKS)), random.nextInt(5) == 0);
                overlap.awaitCommits(random.nextInt(WRITERS));
                change(connection, own.get(random.nextInt(TASKS)), random.nextInt(5) == 0);
                connection.commit();
                overlap.committed();
            }
        } finally {
            overlap.finished();
        }
    }

    private void change(Connection connection, UUID task, boolean deleted) throws SQLException {
        try (var statement = connection.prepareStatement(WRITE)) {
            statement.setObject(1, task);
            statement.setString(2, alice.name());
            statement.setBoolean(3, deleted);
            statement.executeUpdate();
        }
    }

    private List<String> table() throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.prepareStatement("""
                        SELECT task_id || ' ' || version FROM task.task WHERE user_id = ? AND deleted_at IS NULL
                        """)) {
            statement.setString(1, alice.name());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows.stream().sorted().toList();
    }

    private static List<String> versions(FeedReader reader) {
        return reader.tasks().values().stream()
                .map(ChangeFeedRaceTest::version)
                .sorted()
                .toList();
    }

    private static String version(JsonObject task) {
        return task.getString("id") + " " + task.getInteger("version");
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s".formatted(api.database.port(), api.database.name()),
                "postgres",
                "");
    }

    /** Lets a writer wait for commits of the others, as long as there is one that doesn't wait. */
    private static final class Overlap {
        private int commits;
        private int writers = WRITERS;
        private int waiting;
        private boolean over;

        synchronized void committed() {
            commits++;
            notifyAll();
        }

        synchronized void finished() {
            writers--;
            notifyAll();
        }

        synchronized void end() {
            over = true;
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized void awaitCommits(int more) throws InterruptedException {
            int wanted = commits + more;
            waiting++;
            while (commits < wanted && waiting < writers) {
                wait();
            }
            waiting--;
        }
    }
}
