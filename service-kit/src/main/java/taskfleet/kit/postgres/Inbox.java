package taskfleet.kit.postgres;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import taskfleet.events.Event;

/**
 * Remembers the events whose effect has been committed, so that a redelivery changes nothing: the row is inserted in
 * the transaction of the effect. A redriven event counts as new, by its count of redrives.
 */
public final class Inbox {
    private static final String INSERT = """
            INSERT INTO inbox (event_id, redrive, handled_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING
            """;
    private static final String FORGET = "DELETE FROM inbox WHERE handled_at < $1";

    private final Clock clock;

    public Inbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes the event within the caller's transaction.
     *
     * @return false for an event that has been handled before: then there is nothing to do
     */
    public boolean admit(SqlClient transaction, Event event) {
        return transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(
                                event.id(), event.redrive(), clock.instant().atOffset(ZoneOffset.UTC)))
                        .await()
                        .rowCount()
                == 1;
    }

    /** Forgets what no broker can deliver again: keep for longer than the topics retain. */
    public int forget(SqlClient client, Duration olderThan) {
        var before = clock.instant().minus(olderThan).atOffset(ZoneOffset.UTC);
        return client.preparedQuery(FORGET).execute(Tuple.of(before)).await().rowCount();
    }
}
