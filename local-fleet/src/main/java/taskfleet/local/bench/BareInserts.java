package taskfleet.local.bench;

import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The limit of creates: the same row of a task and of the outbox, in one statement, by the SQL client alone. */
final class BareInserts implements AutoCloseable {

    /** As many connections as a service has. */
    private static final int POOL = 8;

    /** What a statement must give: not what the database fills in by itself. */
    private static final String COLUMNS = """
            SELECT column_name, udt_name FROM information_schema.columns
            WHERE table_schema = 'task' AND table_name = $1 AND is_identity = 'NO' AND column_name <> 'changed_in'
            ORDER BY ordinal_position
            """;

    private final Pool pool;

    BareInserts(BenchFleet fleet) {
        this.pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL))
                .connectingTo(PgConnectOptions.fromUri(fleet.fleet().postgres().url())
                        .setUser(fleet.fleet().postgres().user())
                        .setPassword(fleet.fleet().postgres().password())
                        .setCachePreparedStatements(true)
                        .addProperty("search_path", "task"))
                .using(fleet.vertx())
                .build();
    }

    /** A row to insert again under another id. */
    private record Template(String insert, int size, List<Object> values, int id) {}

    ClosedLoop.Result run(int atOnce, Duration duration) {
        Template task = template("task", "task_id", 1);
        Template event = template("outbox", "event_id", task.size() + 1);
        String sql = "WITH written AS (%s) %s".formatted(task.insert(), event.insert());
        return ClosedLoop.during(duration, atOnce, () -> {
            Tuple parameters = Tuple.tuple();
            addTo(parameters, task);
            addTo(parameters, event);
            return pool.preparedQuery(sql).execute(parameters);
        });
    }

    private Template template(String table, String idColumn, int firstParameter) {
        List<Row> columns = StreamSupport.stream(
                        pool.preparedQuery(COLUMNS)
                                .execute(Tuple.of(table))
                                .await()
                                .spliterator(),
                        false)
                .toList();
        List<String> names = columns.stream().map(column -> column.getString(0)).toList();
        String list = String.join(", ", names);
        String parameters = IntStream.range(0, names.size())
                .mapToObj(i ->
                        "$%d::%s".formatted(firstParameter + i, columns.get(i).getString(1)))
                .collect(Collectors.joining(", "));
        Row row = pool.query("SELECT %s FROM %s LIMIT 1".formatted(list, table))
                .execute()
                .await()
                .iterator()
                .next();
        List<Object> values =
                IntStream.range(0, names.size()).mapToObj(row::getValue).toList();
        return new Template(
                "INSERT INTO %s (%s) VALUES (%s)".formatted(table, list, parameters),
                names.size(),
                values,
                names.indexOf(idColumn));
    }

    private static void addTo(Tuple parameters, Template template) {
        for (int i = 0; i < template.size(); i++) {
            parameters.addValue(
                    i == template.id() ? UUID.randomUUID() : template.values().get(i));
        }
    }

    @Override
    public void close() {
        pool.close().await();
    }
}
