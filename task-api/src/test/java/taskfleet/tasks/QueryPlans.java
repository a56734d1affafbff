package taskfleet.tasks;

import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import taskfleet.kit.testing.TestDatabase;

/** How Postgres carries out queries on a table of tasks that is full and known to it. */
final class QueryPlans implements AutoCloseable {
    private final Pool pool;

    /**
     * Fills the table.
     *
     * @param fill the statement that does
     */
    QueryPlans(TestDatabase database, String fill) {
        var options = new PgConnectOptions()
                .setPort(database.port())
                .setHost("localhost")
                .setDatabase(database.name())
                .setUser("postgres")
                .setPassword("")
                .addProperty("search_path", "task");
        pool = PgBuilder.pool().connectingTo(options).build();
        pool.query(fill).execute().await();
        pool.query("ANALYZE task").execute().await();
    }

    /** As EXPLAIN tells it. */
    String of(String sql, Tuple parameters) {
        var rows = pool.preparedQuery("EXPLAIN " + sql).execute(parameters).await();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        pool.close().await();
    }
}
