package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import taskfleet.events.Event;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;

/** Reads and writes many tasks of one user at once: however many they are, one statement each. */
final class BatchStore {
    private static final String FIND = """
            SELECT * FROM task WHERE task_id = ANY ($1) AND user_id = $2 AND deleted_at IS NULL
            """;

    private static final String NONE_HAS_CHANGED = "(SELECT count(*) FROM seen) = cardinality($1::uuid[])";

    /**
     * Writes all or, when one of the tasks has changed since it was read, nothing. It locks an occurrence before the
     * one after it, as a reopening does: so they can't wait for each other.
     */
    private static final String WRITE = """
            WITH seen AS (
                SELECT task.task_id FROM task
                JOIN unnest($1::uuid[], $2::integer[]) AS expected (task_id, version) USING (task_id, version)
                WHERE task.user_id = $3 AND task.deleted_at IS NULL
                ORDER BY task.series_id, task.occurrence, task.task_id
                FOR UPDATE OF task),
            written AS (
                INSERT INTO task (%1$s, completed_version)
                SELECT %1$s, completed_version FROM jsonb_populate_recordset(NULL::task, $4::jsonb) WHERE %2$s
                ON CONFLICT (task_id) DO UPDATE SET (%1$s, completed_version) = ROW (%3$s, excluded.completed_version)),
            buried AS (
                UPDATE task SET version = gone.version, deleted_at = gone.at, updated_at = gone.at, %4$s
                FROM unnest($5::uuid[], $6::integer[], $7::timestamptz[]) AS gone (task_id, version, at)
                WHERE task.task_id = gone.task_id AND %2$s),
            published AS (%5$s)
            SELECT %2$s AS done
            """.formatted(
                    TaskRow.COLUMNS,
                    NONE_HAS_CHANGED,
                    TaskRow.EXCLUDED,
                    TaskRow.WITHOUT_CONTENT,
                    OutboxRows.insert(8, NONE_HAS_CHANGED));

    private final Pool pool;
    private final OutboxRows outbox;
    private final Consumer<String> wakeRelay;

    /**
     * A store that wakes the relay after each commit.
     *
     * @param wakeRelay takes the partition key of what was written
     */
    BatchStore(Database database, OutboxRows outbox, Consumer<String> wakeRelay) {
        this.pool = database.pool();
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
    }

    Map<UUID, Task> find(Set<UUID> ids, String userId) {
        var tasks = new HashMap<UUID, Task>();
        if (!ids.isEmpty()) {
            pool.preparedQuery(FIND)
                    .execute(Tuple.of(ids.toArray(UUID[]::new), userId))
                    .await()
                    .forEach(row ->
                            tasks.put(row.getUUID("task_id"), TaskRow.of(row).task()));
        }
        return tasks;
    }

    /**
     * Writes what a batch has come to.
     *
     * @param events of the batch, in their order
     * @return false when another change came first: then nothing was written
     */
    boolean write(TaskBatch batch, String userId, List<Event> events) {
        var seen = List.copyOf(batch.versionsSeen().entrySet());
        var rows = new JsonArray();
        batch.changed().forEach(task -> rows.add(TaskRow.json(task)));
        var gone = batch.deleted();
        var parameters = Tuple.tuple()
                .addArrayOfUUID(seen.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .addArrayOfInteger(seen.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .addString(userId)
                .addJsonArray(rows)
                .addArrayOfUUID(gone.stream().map(TaskSnapshot::taskId).toArray(UUID[]::new))
                .addArrayOfInteger(gone.stream().map(TaskSnapshot::version).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(
                        gone.stream().map(task -> TaskRow.utc(task.updatedAt())).toArray(OffsetDateTime[]::new));
        var done = pool.preparedQuery(WRITE)
                .execute(outbox.addTo(parameters, events))
                .await()
                .iterator()
                .next()
                .getBoolean("done");
        if (done) {
            wakeRelay.accept(userId);
        }
        return done;
    }
}
