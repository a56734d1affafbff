package taskfleet.kit.outbox;

import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import taskfleet.kit.postgres.Database;

/**
 * One database session of a relay. Its advisory locks say which buckets are its own, and end with it; all that the
 * relay reads and removes goes through the same session, so a relay that has lost its locks can't remove anything.
 */
final class RelaySession implements AutoCloseable {
    /** The member key beside the buckets: every relay holds it, shared, so that relays can be counted. */
    private static final int MEMBER = OutboxRows.BUCKETS;

    private static final String CLASS = "hashtext(current_schema() || '.outbox')";
    private static final String JOIN = "SELECT pg_advisory_lock_shared(%s, %d)".formatted(CLASS, MEMBER);
    private static final String LISTEN = "LISTEN outbox";
    private static final String NOTIFY = "NOTIFY outbox";
    /** A relay that hangs (stopped process, lost machine) gives its buckets back by losing its session. */
    private static final String LOSE_WHEN_SILENT = "SET idle_session_timeout = '15s'";

    /** A removal that a crash of the server undoes means a copy of the event, as when the relay dies before it. */
    private static final String REMOVE_WITHOUT_WAITING_FOR_THE_DISK = "SET synchronous_commit = off";

    private static final String MEMBERS = """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 2
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND classid = (%s)::bit(32)::bigint::oid AND objid = %d
            """.formatted(CLASS, MEMBER);
    private static final String TAKE = """
            SELECT bucket FROM unnest($1::integer[]) AS bucket
            WHERE pg_try_advisory_lock(%s, bucket) LIMIT $2
            """.formatted(CLASS);
    private static final String GIVE_BACK = "SELECT pg_advisory_unlock(%s, $1::integer)".formatted(CLASS);
    private static final String NEXT = """
            SELECT position, topic, partition_key, subject, event_id, event, created_at FROM outbox
            WHERE bucket = ANY ($1) ORDER BY position LIMIT $2
            """;
    private static final String REMOVE = "DELETE FROM outbox WHERE position = ANY ($1)";
    private static final String WAITING = "SELECT count(*), min(created_at) FROM outbox";

    private final PgConnection connection;
    private final List<Integer> owned = new ArrayList<>();

    private RelaySession(PgConnection connection) {
        this.connection = connection;
    }

    static RelaySession open(Database database, Runnable onNotification) {
        var connection = database.connect().await();
        connection.notificationHandler(notification -> onNotification.run());
        connection.query(LOSE_WHEN_SILENT).execute().await();
        connection.query(REMOVE_WITHOUT_WAITING_FOR_THE_DISK).execute().await();
        connection.query(JOIN).execute().await();
        connection.query(LISTEN).execute().await();
        return new RelaySession(connection);
    }

    /** Takes or gives back buckets until this relay has its share of them. */
    Buckets rebalance() {
        long relays =
                connection.query(MEMBERS).execute().await().iterator().next().getLong(0);
        int share = (int) Math.ceilDiv(OutboxRows.BUCKETS, Math.max(1, relays));
        while (owned.size() > share) {
            connection
                    .preparedQuery(GIVE_BACK)
                    .execute(Tuple.of(owned.removeLast()))
                    .await();
        }
        if (owned.size() < share) {
            var wanted = Tuple.of(Buckets.of(owned).others(), share - owned.size());
            connection.preparedQuery(TAKE).execute(wanted).await().forEach(row -> owned.add(row.getInteger(0)));
        }
        return Buckets.of(owned);
    }

    OutboxBatch next(Buckets buckets, int limit) {
        var rows = new ArrayList<OutboxBatch.Row>();
        connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(buckets.array(), limit))
                .await()
                .forEach(row -> rows.add(rowOf(row)));
        return new OutboxBatch(rows);
    }

    void remove(OutboxBatch published) {
        connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(published.positions()))
                .await();
    }

    void wakeOthers() {
        connection.query(NOTIFY).execute().await();
    }

    /** How many events wait, of all buckets, and since when the oldest does. */
    record Waiting(long events, Optional<Instant> oldest) {}

    Waiting waiting() {
        var row = connection.query(WAITING).execute().await().iterator().next();
        return new Waiting(
                row.getLong(0), Optional.ofNullable(row.getOffsetDateTime(1)).map(OffsetDateTime::toInstant));
    }

    @Override
    public void close() {
        connection.close();
    }

    private static OutboxBatch.Row rowOf(Row row) {
        return new OutboxBatch.Row(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getUUID(4).toString(),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant());
    }
}
