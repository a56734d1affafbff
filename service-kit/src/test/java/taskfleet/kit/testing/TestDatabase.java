package taskfleet.kit.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import taskfleet.kit.config.Settings;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.DatabaseConfig;

/** A fresh, empty database on a real Postgres that all tests of a JVM share. */
public record TestDatabase(int port, String name) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started with the first test that needs it; it ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static TestDatabase create() {
        var name = "test" + NUMBER.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(Server.POSTGRES.getPort(), name);
    }

    /** Opens a schema of it as a service does, and waits until it is migrated; the caller closes it. */
    public Database open(Vertx vertx, String schema) {
        var database = Database.open(vertx, DatabaseConfig.from(Settings.of(environment()), schema));
        Awaitility.await("migration")
                .until(() -> database.probe()
                        .transform(answer -> Future.succeededFuture(answer.succeeded()))
                        .await());
        return database;
    }

    /** The environment by which a service reaches it. */
    public Map<String, String> environment() {
        return Map.of(
                "DATABASE_URL", "postgresql://localhost:%d/%s".formatted(port, name),
                "DATABASE_USER", "postgres",
                "DATABASE_PASSWORD", "postgres");
    }
}
