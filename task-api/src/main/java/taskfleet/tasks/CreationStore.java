package taskfleet.tasks;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;

/**
 * Creates tasks once for each key that a client gives: the key, the task and its event are one statement. Of two at
 * the same moment, the second waits for the first at the row of their key.
 */
final class CreationStore {
    private static final int MORE = TaskRow.SIZE + OutboxRows.PARAMETERS;
    private static final String INSERT = """
            WITH claimed AS (
                INSERT INTO creation (user_id, idempotency_key, fingerprint, task_id, created_at)
                VALUES ($2::text, $%1$d, $%2$d, $1::uuid, $18::timestamptz)
                ON CONFLICT (user_id, idempotency_key) DO UPDATE
                SET (fingerprint, task_id, created_at) =
                    ROW (excluded.fingerprint, excluded.task_id, excluded.created_at)
                WHERE creation.created_at < $%3$d
                RETURNING task_id),
            written AS (
                INSERT INTO task (%4$s) SELECT %5$s FROM claimed RETURNING task_id),
            published AS (%6$s)
            SELECT task_id FROM written
            """.formatted(
                    MORE + 1,
                    MORE + 2,
                    MORE + 3,
                    TaskRow.COLUMNS,
                    TaskRow.PARAMETERS,
                    OutboxRows.insert(TaskRow.SIZE + 1, "EXISTS (SELECT FROM written)"));

    private static final String FIND = """
            SELECT fingerprint, task_id, created_at FROM creation WHERE user_id = $1 AND idempotency_key = $2
            """;
    private static final String FORGET = "DELETE FROM creation WHERE created_at < $1";

    private final Pool pool;
    private final OutboxRows outbox;
    private final Consumer<String> wakeRelay;
    private final Clock clock;
    private final Duration retention;

    /**
     * A store that wakes the relay after each commit.
     *
     * @param retention how long a key is taken for a repeat
     */
    CreationStore(Database database, OutboxRows outbox, Consumer<String> wakeRelay, Clock clock, Duration retention) {
        this.pool = database.pool();
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
        this.clock = clock;
        this.retention = retention;
    }

    /** What the first attempt with a key has done. */
    record Earlier(Buffer fingerprint, UUID taskId, Instant createdAt) {}

    /**
     * Creates a task, unless that was done under the same key.
     *
     * @return empty when it was created now
     */
    Optional<Earlier> insert(Event event, Attempt attempt) {
        var task = ((TaskEvent) event.data()).task();
        var parameters = outbox.addTo(TaskRow.parameters(task), List.of(event))
                .addString(attempt.key())
                .addBuffer(attempt.fingerprint())
                .addOffsetDateTime(oldest());
        if (pool.preparedQuery(INSERT).execute(parameters).await().size() == 1) {
            wakeRelay.accept(event.partitionKey());
            return Optional.empty();
        }
        return find(task.userId(), attempt.key())
                .or(() -> insert(event, attempt)); // forgotten in between: the key is free again
    }

    int forget() {
        return pool.preparedQuery(FORGET).execute(Tuple.of(oldest())).await().rowCount();
    }

    private Optional<Earlier> find(String userId, String key) {
        var rows =
                pool.preparedQuery(FIND).execute(Tuple.of(userId, key)).await().iterator();
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        var row = rows.next();
        return Optional.of(new Earlier(
                row.getBuffer("fingerprint"),
                row.getUUID("task_id"),
                row.getOffsetDateTime("created_at").toInstant()));
    }

    private OffsetDateTime oldest() {
        return TaskRow.utc(clock.instant().minus(retention));
    }
}
