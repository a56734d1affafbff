package taskfleet.analytics;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import taskfleet.analytics.ExpectedStatistics.Counts;
import taskfleet.analytics.ExpectedStatistics.UserDay;
import taskfleet.events.Priority;
import taskfleet.kit.config.Settings;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.DatabaseConfig;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

/** A migrated schema on a database of its own, and what its tables hold. */
final class AnalyticsSchema implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = new SettableClock(RunningWorker.NOW);
    private final TestDatabase testDatabase = TestDatabase.create();
    private final Database database = open();

    static AnalyticsSchema create() {
        var schema = new AnalyticsSchema();
        Awaitility.await()
                .until(() -> schema.database.probe().map(true).otherwise(false).await());
        return schema;
    }

    ProjectionStore store() {
        return storeOf(database);
    }

    /** A second process on the same schema: with connections of its own. */
    Database open() {
        return Database.open(vertx, DatabaseConfig.from(Settings.of(testDatabase.environment()), "analytics"));
    }

    ProjectionStore storeOf(Database replica) {
        return new ProjectionStore(replica, clock);
    }

    /** The rows of these users that tell anything. */
    Map<UserDay, Counts> daily(String userPrefix) {
        var days = new HashMap<UserDay, Counts>();
        for (var row : rows("SELECT * FROM daily WHERE starts_with(user_id, $1)", userPrefix)) {
            days.put(
                    new UserDay(row.getString("user_id"), row.getLocalDate("day")),
                    new Counts(
                            row.getInteger("created"),
                            row.getInteger("completed"),
                            row.getInteger("completed_with_due"),
                            row.getInteger("completed_on_time"),
                            row.getInteger("deleted"),
                            row.getInteger("reminders_triggered"),
                            row.getInteger("reminders_missed")));
        }
        days.values().removeIf(Counts.NONE::equals);
        return days;
    }

    Map<UUID, TaskFact> facts(String userPrefix) {
        var facts = new HashMap<UUID, TaskFact>();
        for (var row : rows("SELECT * FROM task_fact WHERE starts_with(user_id, $1)", userPrefix)) {
            facts.put(row.getUUID("task_id"), fact(row));
        }
        return facts;
    }

    void forgetInbox() {
        database.pool().query("DELETE FROM inbox").execute().await();
    }

    long inboxRows() {
        return database.pool()
                .query("SELECT count(*) FROM inbox")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public void close() {
        database.close();
        vertx.close().await();
    }

    private List<Row> rows(String sql, String parameter) {
        var rows =
                database.pool().preparedQuery(sql).execute(Tuple.of(parameter)).await();
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private static TaskFact fact(Row row) {
        @Nullable OffsetDateTime deadline = row.getOffsetDateTime("deadline");
        return new TaskFact(
                row.getUUID("task_id"),
                row.getString("user_id"),
                row.getInteger("sequence"),
                row.getLocalDate("created_day"),
                row.getLocalDate("completed_day"),
                row.getBoolean("on_time"),
                row.getLocalDate("deleted_day"),
                deadline == null
                        ? null
                        : deadline.withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
                Priority.ofLevel(row.getShort("priority")),
                List.of(row.getArrayOfStrings("tags")));
    }
}
