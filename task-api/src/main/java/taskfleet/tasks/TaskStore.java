package taskfleet.tasks;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;

/**
 * Reads and writes tasks. Every write is one statement with its event: both commit or neither does.
 *
 * <p>A change says which version it has seen; when another change came in between it writes nothing.
 */
final class TaskStore {
    private static final String FIND = """
            SELECT * FROM task WHERE task_id = $1 AND user_id = $2 AND deleted_at IS NULL
            """;
    private static final String FIND_WITH_TOMBSTONE = "SELECT * FROM task WHERE task_id = $1";
    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String WRITTEN = "EXISTS (SELECT FROM written)";
    private static final String INSERT =
            """
            WITH written AS (
                INSERT INTO task (%s) VALUES (%s) RETURNING task_id),
            published AS (%s)
            SELECT task_id FROM written
            """.formatted(TaskRow.COLUMNS, TaskRow.PARAMETERS, OutboxRows.insert(TaskRow.SIZE + 1, WRITTEN));

    /**
     * Holds the occurrence before while it inserts: a reopening at the same moment goes first or waits. One that was
     * taken back comes again under its next version.
     */
    private static final String INSERT_OCCURRENCE = """
            WITH previous AS (
                SELECT FROM task
                WHERE task_id = $%1$d AND completed_version = $%2$d AND recurrence_rule IS NOT NULL AND deleted_at IS NULL
                FOR UPDATE),
            written AS (
                INSERT INTO task (%3$s) SELECT %4$s FROM previous
                ON CONFLICT (task_id) DO UPDATE SET (%3$s, deleted_at, taken_back) = ROW (%4$s, NULL, false)
                    WHERE task.taken_back AND task.version = excluded.version - 1
                RETURNING task_id),
            published AS (%5$s)
            SELECT task_id FROM written
            """.formatted(
                    TaskRow.SIZE + OutboxRows.PARAMETERS + 1,
                    TaskRow.SIZE + OutboxRows.PARAMETERS + 2,
                    TaskRow.COLUMNS,
                    TaskRow.PARAMETERS,
                    OutboxRows.insert(TaskRow.SIZE + 1, WRITTEN));

    private static final String UPDATE = """
            WITH written AS (
                UPDATE task SET (%s) = ROW (%s),
                    completed_version = CASE WHEN %s IS NOT NULL THEN coalesce(completed_version, $3) END
                WHERE task_id = $1 AND user_id = $2 AND version = $3 - 1 AND deleted_at IS NULL
                RETURNING task_id),
            published AS (%s)
            SELECT task_id FROM written
            """.formatted(
            TaskRow.COLUMNS, TaskRow.PARAMETERS, TaskRow.COMPLETED_AT, OutboxRows.insert(TaskRow.SIZE + 1, WRITTEN));

    /** What is left holds the id, the version and the place in the series. */
    private static final String BURY = """
            WITH written AS (
                UPDATE task SET version = $3, deleted_at = $4, taken_back = $5, updated_at = $4, %s
                WHERE task_id = $1 AND user_id = $2 AND version = $3 - 1 AND deleted_at IS NULL
                RETURNING task_id),
            published AS (%s)
            SELECT task_id FROM written
            """.formatted(TaskRow.WITHOUT_CONTENT, OutboxRows.insert(6, WRITTEN));

    private final Database database;
    private final Pool pool;
    private final OutboxRows outbox;
    private final Consumer<String> wakeRelay;

    /**
     * A store that wakes the relay after each commit.
     *
     * @param wakeRelay takes the partition key of what was written
     */
    TaskStore(Database database, OutboxRows outbox, Consumer<String> wakeRelay) {
        this.database = database;
        this.pool = database.pool();
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
    }

    Optional<Task> find(UUID taskId, String userId) {
        return find(pool, FIND, Tuple.of(taskId, userId)).map(TaskRow::task);
    }

    /** With what is left of deleted ones. */
    Optional<TaskRow> findWithTombstone(UUID taskId) {
        return find(pool, FIND_WITH_TOMBSTONE, Tuple.of(taskId));
    }

    List<TaskSnapshot> list(TaskQuery query) {
        var tasks = new ArrayList<TaskSnapshot>();
        pool.preparedQuery(query.sql())
                .execute(Tuple.wrap(query.parameters()))
                .await()
                .forEach(row -> tasks.add(TaskRow.of(row).task().snapshot()));
        return tasks;
    }

    void insert(Event event) {
        write(pool, INSERT, parameters(event));
        wakeRelay.accept(event.partitionKey());
    }

    /**
     * Creates an occurrence behind a completed one.
     *
     * @param completedVersion the completion that it follows
     * @return false when that completion has been taken back, or the occurrence is there already
     */
    boolean insertOccurrence(Event event, UUID previousId, int completedVersion) {
        var parameters = parameters(event).addUUID(previousId).addInteger(completedVersion);
        return woken(event, write(pool, INSERT_OCCURRENCE, parameters));
    }

    /**
     * Writes the task after a change.
     *
     * @return false when another change came first
     */
    boolean change(Event event) {
        return woken(event, write(pool, UPDATE, parameters(event)));
    }

    boolean delete(Event event) {
        return woken(event, bury(pool, event, false));
    }

    /** A task that can't change now, and the occurrence after it, if there is one. */
    record Locked(Task task, Optional<Task> next) {}

    /**
     * What to write: the task open again, and the deletion of the occurrence after it.
     *
     * @param task as it is then, also when there is nothing to write
     */
    record Reopening(TaskSnapshot task, Optional<Event> reopened, Optional<Event> takenBack) {}

    /**
     * Reopens a task, and takes back what followed it, while no completion or new occurrence can come between.
     *
     * @return empty when there is no such task
     */
    Optional<Reopening> reopen(UUID taskId, String userId, Function<Locked, Reopening> decide) {
        var reopening = database.inTransaction(transaction -> {
            var task = find(transaction, LOCK, Tuple.of(taskId, userId)).map(TaskRow::task);
            return task.map(found -> reopen(transaction, found, decide));
        });
        if (reopening.isPresent()) {
            wakeRelay.accept(userId);
        }
        return reopening;
    }

    private static Optional<Task> nextOf(SqlClient transaction, TaskSnapshot task) {
        return SeriesIds.nextOf(task)
                .flatMap(id -> find(transaction, LOCK, Tuple.of(id, task.userId())))
                .map(TaskRow::task);
    }

    private Reopening reopen(SqlClient transaction, Task task, Function<Locked, Reopening> decide) {
        var reopening = decide.apply(new Locked(task, nextOf(transaction, task.snapshot())));
        reopening.reopened().ifPresent(event -> write(transaction, UPDATE, parameters(event)));
        reopening.takenBack().ifPresent(event -> bury(transaction, event, true));
        return reopening;
    }

    private boolean bury(SqlClient client, Event event, boolean takenBack) {
        var task = ((TaskEvent) event.data()).task();
        var parameters = Tuple.of(task.taskId(), task.userId(), task.version())
                .addOffsetDateTime(TaskRow.utc(task.updatedAt()))
                .addBoolean(takenBack);
        return write(client, BURY, outbox.addTo(parameters, List.of(event)));
    }

    private boolean woken(Event event, boolean written) {
        if (written) {
            wakeRelay.accept(event.partitionKey());
        }
        return written;
    }

    private Tuple parameters(Event event) {
        return outbox.addTo(TaskRow.parameters(((TaskEvent) event.data()).task()), List.of(event));
    }

    private static Optional<TaskRow> find(SqlClient client, String sql, Tuple parameters) {
        var rows = client.preparedQuery(sql).execute(parameters).await().iterator();
        return rows.hasNext() ? Optional.of(TaskRow.of(rows.next())) : Optional.empty();
    }

    private static boolean write(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).await().size() == 1;
    }
}
