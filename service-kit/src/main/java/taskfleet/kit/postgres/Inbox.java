package taskfleet.kit.postgres;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.kit.service.Sweep;

/**
 * Remembers the events whose effect has been committed, so that a redelivery changes nothing: the row is inserted in
 * the transaction of the effect. It remembers the dead-lettered ones too: such an event is taken up only when it is sent
 * again, by a higher count of redrives.
 */
public final class Inbox {
    /** What an insert of {@code (event_id, redrive, handled_at)} does with an event that has been here before. */
    public static final String ON_CONFLICT = """
            ON CONFLICT (event_id) DO UPDATE
            SET redrive = excluded.redrive, handled_at = excluded.handled_at, dead_lettered = false
            WHERE inbox.dead_lettered AND inbox.redrive < excluded.redrive
            """;

    private static final String ADMIT =
            "INSERT INTO inbox (event_id, redrive, handled_at) VALUES ($1, $2, $3) " + ON_CONFLICT;
    private static final String DEAD_LETTERED = """
            INSERT INTO inbox (event_id, redrive, handled_at, dead_lettered) VALUES ($1, $2, $3, true)
            ON CONFLICT (event_id) DO UPDATE SET redrive = excluded.redrive, handled_at = excluded.handled_at
            WHERE inbox.dead_lettered AND inbox.redrive < excluded.redrive
            """;
    private static final String FORGET = "DELETE FROM inbox WHERE handled_at < $1";

    private final Clock clock;

    public Inbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes the event within the caller's transaction.
     *
     * @return false for an event that has been handled, or given up, before: then there is nothing to do
     */
    public boolean admit(SqlClient transaction, Event event) {
        return write(transaction, ADMIT, event.id(), event.redriveCount()) == 1;
    }

    /** Notes that a worker has given up on an event; one that has been handled stays handled. */
    public void deadLettered(SqlClient client, UUID eventId, int redrive) {
        write(client, DEAD_LETTERED, eventId, redrive);
    }

    /** Forgets what no broker can deliver again: keep for longer than the topics retain. */
    public int forget(SqlClient client, Duration olderThan) {
        var before = clock.instant().minus(olderThan).atOffset(ZoneOffset.UTC);
        return client.preparedQuery(FORGET).execute(Tuple.of(before)).await().rowCount();
    }

    /** Keeps it from growing for ever. */
    public Sweep sweep(Database database, Duration retention) {
        return Sweep.hourly("forgetting handled events", () -> forget(database.pool(), retention));
    }

    private int write(SqlClient client, String sql, UUID eventId, int redrive) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return client.preparedQuery(sql)
                .execute(Tuple.of(eventId, redrive, now))
                .await()
                .rowCount();
    }
}
