package taskfleet.kit.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's own schema: a pool of pipelined connections to it, and its migrations, which run at start as soon as
 * the server is there (Flyway holds a lock, so any number of replicas may start at once).
 */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int MIGRATION_RETRY_MILLIS = 500;
    private static final String CONNECTION_FAILURES = "08";
    private static final String SERVER_NOT_READY = "57P";

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final Pool pool;
    private final Thread migration;
    private volatile boolean migrated;

    private Database(Vertx vertx, DatabaseConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.pool = pool(vertx, config);
        this.migration = Thread.ofVirtual().name("migration").unstarted(this::migrateWhenThere);
    }

    public static Database open(Vertx vertx, DatabaseConfig config) {
        var database = new Database(vertx, config);
        database.migration.start();
        return database;
    }

    public Pool pool() {
        return pool;
    }

    /** Runs the work in one transaction, on a virtual thread: what it throws rolls back. */
    public <T> T inTransaction(Function<SqlClient, T> work) {
        var connection = pool.getConnection().await();
        try {
            var transaction = connection.begin().await();
            var result = work.apply(connection);
            transaction.commit().await();
            return result;
        } finally {
            connection.close(); // rolls back what isn't committed
        }
    }

    /** A connection outside the pool, for what lasts: session locks, notifications. */
    public Future<PgConnection> connect() {
        return PgConnection.connect(vertx, connectOptions(config));
    }

    /** Succeeds when the schema is migrated and the server answers. */
    public Future<?> probe() {
        return migrated
                ? pool.query("SELECT 1").execute()
                : Future.failedFuture("the schema %s isn't migrated yet".formatted(config.schema()));
    }

    @Override
    public void close() {
        migration.interrupt();
        pool.close().await();
    }

    private void migrateWhenThere() {
        while (!migrated) {
            try {
                migrate();
                migrated = true;
            } catch (FlywayException e) {
                if (!isServerAway(e)) {
                    log.error("schema {} can't be migrated; mend it and restart", config.schema(), e);
                    return;
                }
                pause();
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(config.jdbcUrl(), config.user(), config.password())
                .schemas(config.schema())
                .defaultSchema(config.schema())
                .createSchemas(true)
                .outOfOrder(true) // the kit's migrations count from 0, beside those of the service
                .locations("classpath:db", "classpath:taskfleet/kit/db")
                .load()
                .migrate();
    }

    private static boolean isServerAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused
                    && refused.getSQLState() != null
                    && (refused.getSQLState().startsWith(CONNECTION_FAILURES)
                            || refused.getSQLState().startsWith(SERVER_NOT_READY))) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(MIGRATION_RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Pool pool(Vertx vertx, DatabaseConfig config) {
        var options = new PoolOptions()
                .setName(config.schema())
                .setMaxSize(config.poolSize())
                .setConnectionTimeout((int) config.acquireTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(connectOptions(config))
                .using(vertx)
                .build();
    }

    private static PgConnectOptions connectOptions(DatabaseConfig config) {
        return new PgConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.database())
                .setUser(config.user())
                .setPassword(config.password())
                .setCachePreparedStatements(true)
                .addProperty("search_path", config.schema())
                .addProperty("application_name", "taskfleet-" + config.schema());
    }
}
