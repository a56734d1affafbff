package taskfleet.tasks;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import taskfleet.kit.postgres.Database;

/**
 * Reads the changes of tasks in the order of the transactions that made them, below the horizon: the oldest
 * transaction under way. What commits later has an id from the horizon on, so it can't come to lie behind a cursor.
 */
final class ChangeStore {
    private static final String HORIZON = "pg_snapshot_xmin(pg_current_snapshot())";
    private static final String NOW = "SELECT %s::text AS horizon".formatted(HORIZON);

    static final String READ = """
            SELECT *, changed_in::text AS transaction FROM task
            WHERE user_id = $1 AND (changed_in, task_id) > ($2::text::xid8, $3::uuid) AND changed_in < %s
            ORDER BY changed_in, task_id LIMIT $4
            """.formatted(HORIZON);

    /** The numbers of the readers for whom there is something behind their cursors, from 1. */
    static final String BEHIND = """
            SELECT number
            FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS reader (user_id, transaction, id, number)
            CROSS JOIN LATERAL (
                SELECT FROM task
                WHERE task.user_id = reader.user_id AND task.changed_in < %s
                    AND (task.changed_in, task.task_id) > (reader.transaction::xid8, reader.id)
                ORDER BY task.changed_in, task.task_id LIMIT 1) AS change
            """.formatted(HORIZON);

    private final Pool pool;

    ChangeStore(Database database) {
        this.pool = database.pool();
    }

    /** The place behind all that is to be read now. */
    ChangeCursor now() {
        var rows = pool.preparedQuery(NOW).execute().await();
        return ChangeCursor.before(Long.parseLong(rows.iterator().next().getString("horizon")));
    }

    List<Change> read(String userId, ChangeCursor since, int limit) {
        var parameters = Tuple.of(userId, String.valueOf(since.transaction()), since.taskId(), limit);
        var changes = new ArrayList<Change>();
        pool.preparedQuery(READ).execute(parameters).await().forEach(row -> changes.add(change(row)));
        return changes;
    }

    /** Who reads, and from where. */
    record Reader(String userId, ChangeCursor since) {}

    /** The places in the list of those for whom there is something to read: one question for all of them. */
    List<Integer> behind(List<Reader> readers) {
        var parameters = Tuple.of(
                readers.stream().map(Reader::userId).toArray(String[]::new),
                readers.stream()
                        .map(reader -> String.valueOf(reader.since().transaction()))
                        .toArray(String[]::new),
                readers.stream().map(reader -> reader.since().taskId()).toArray(UUID[]::new));
        var places = new ArrayList<Integer>();
        pool.preparedQuery(BEHIND)
                .execute(parameters)
                .await()
                .forEach(row -> places.add(row.getLong("number").intValue() - 1));
        return places;
    }

    private static Change change(Row row) {
        var taskId = row.getUUID("task_id");
        return new Change(new ChangeCursor(Long.parseLong(row.getString("transaction")), taskId), TaskRow.of(row));
    }
}
