package taskfleet.kit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.TestDatabase;

@ExtendWith(VertxExtension.class)
class DatabaseTest {
    private final TestDatabase postgres = TestDatabase.create();
    private final Database database;

    DatabaseTest(Vertx vertx) {
        this.database = postgres.open(vertx, "kit");
    }

    @BeforeEach
    void createTable() {
        database.pool()
                .query("CREATE TABLE note (text text PRIMARY KEY)")
                .execute()
                .await();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_transaction_is_committed_and_gives_back_what_the_work_returns() {
        int rows = database.inTransaction(transaction -> note(transaction, "kept"));

        assertThat(rows).isEqualTo(1);
        assertThat(notes()).containsExactly("kept");
    }

    @Test
    void what_the_work_throws_rolls_back_all_of_it_and_reaches_the_caller() {
        assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    note(transaction, "lost");
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(notes()).isEmpty();
    }

    @Test
    void a_statement_that_the_server_refuses_rolls_back_all_of_it() {
        assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    note(transaction, "twice");
                    return note(transaction, "twice");
                }))
                .hasMessageContaining("duplicate key");

        assertThat(notes()).isEmpty();
    }

    @Test
    void transactions_that_failed_give_their_connections_back() {
        var attempts = IntStream.range(0, 20);

        attempts.forEach(i -> assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    throw new IllegalStateException("again");
                }))
                .hasMessage("again"));

        database.inTransaction(transaction -> note(transaction, "still served"));
        assertThat(notes()).containsExactly("still served");
    }

    @Test
    void two_replicas_that_start_at_once_migrate_once(Vertx vertx) {
        var shared = TestDatabase.create();

        var starting = CompletableFuture.supplyAsync(() -> shared.open(vertx, "shared"));
        var other = shared.open(vertx, "shared");
        var one = starting.join();

        var migrations = other.pool()
                .query("SELECT version FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank")
                .execute()
                .await();
        assertThat(StreamSupport.stream(migrations.spliterator(), false).map(row -> row.getString(0)))
                .containsExactly("0.1", "0.2", "0.3", "0.4");
        one.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5432/tasks", "jdbc:postgresql://localhost/tasks", "postgresql://localhost", ""})
    void a_url_of_another_form_is_a_problem_of_the_settings(String url) {
        var settings = Settings.of(Map.of("DATABASE_URL", url, "DATABASE_USER", "u", "DATABASE_PASSWORD", "p"));

        DatabaseConfig.from(settings, "kit");

        assertThatThrownBy(settings::check)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("(expected: postgresql://host:port/database)");
    }

    private static int note(SqlClient client, String text) {
        return client.preparedQuery("INSERT INTO note VALUES ($1)")
                .execute(Tuple.of(text))
                .await()
                .rowCount();
    }

    private List<String> notes() {
        var rows = database.pool().query("SELECT text FROM note").execute().await();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }
}
