package taskfleet.kit.postgres;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    /** In the order of the ids, so that two replicas can't wait for each other in a ring. */
    private static final String ADMIT_ALL = """
            INSERT INTO inbox (event_id, redrive, handled_at)
            SELECT DISTINCT ON (event_id) event_id, redrive, $3::timestamptz
            FROM unnest($1::uuid[], $2::integer[]) AS given (event_id, redrive) ORDER BY event_id, redrive DESC
            %s RETURNING event_id
            """.formatted(ON_CONFLICT);

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

    /** The same for many events: gives the ids of those that are new here. */
    public Set<UUID> admit(SqlClient transaction, List<Event> events) {
        var parameters = Tuple.tuple()
                .addArrayOfUUID(events.stream().map(Event::id).toArray(UUID[]::new))
                .addArrayOfInteger(events.stream().map(Event::redriveCount).toArray(Integer[]::new))
                .addOffsetDateTime(now());
        var admitted = new HashSet<UUID>();
        transaction.preparedQuery(ADMIT_ALL).execute(parameters).await().forEach(row -> admitted.add(row.getUUID(0)));
        return admitted;
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
        return client.preparedQuery(sql)
                .execute(Tuple.of(eventId, redrive, now()))
                .await()
                .rowCount();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
