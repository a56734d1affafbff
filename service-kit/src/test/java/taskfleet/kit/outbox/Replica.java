package taskfleet.kit.outbox;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.TestDatabase;

/** One replica of a service that commits events, with its own pool and its own relay, on a database it may share. */
final class Replica implements AutoCloseable {
    /** No sweep and no rebalancing while a test runs: what is published then was woken for. */
    static final Map<String, String> ONLY_WHEN_WOKEN = Map.of("OUTBOX_SWEEP", "10m", "OUTBOX_REBALANCE", "10m");

    private static final OutboxRows ROWS = new OutboxRows(new EventCodec());
    private static final String INSERT = OutboxRows.insert(1, "true");
    private static final String WAITING = "SELECT event_id FROM outbox ORDER BY position";
    private static final String RELAYS = """
            SELECT DISTINCT pid FROM pg_locks
            WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
    private static final String BUCKETS_TAKEN = """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    final Service service;
    final Database database;
    private final OutboxRelay relay;

    private Replica(TestDatabase testDatabase, Sidecar sidecar, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of("OUTBOX_FIRST_BACKOFF", "10ms", "OUTBOX_MAX_BACKOFF", "50ms"));
        environment.putAll(settings);
        this.service = Service.start("replica", Settings.of(environment), Clock.systemUTC(), it -> {});
        this.database = service.use(testDatabase.open(service.vertx(), "kit"));
        this.relay = new OutboxRelay(service, database, sidecar, OutboxConfig.from(service.settings()));
        service.deploy(() -> relay, 1);
    }

    static Replica start(TestDatabase database, Sidecar sidecar, Map<String, String> settings) {
        return new Replica(database, sidecar, settings);
    }

    /** Commits the events in one transaction and wakes the relay for each, as a store does. */
    void commit(Event... events) {
        commitUnseen(events);
        for (var event : events) {
            relay.wake(event.partitionKey());
        }
    }

    /** Commits the events and tells nobody, like a replica that dies right after its commit. */
    void commitUnseen(Event... events) {
        database.inTransaction(transaction -> insert(transaction, events));
    }

    static RowSet<Row> insert(SqlClient transaction, Event... events) {
        var parameters = ROWS.addTo(Tuple.tuple(), List.of(events));
        return transaction.preparedQuery(INSERT).execute(parameters).await();
    }

    /** How many events this replica has published. */
    double published() {
        return service.metrics()
                .counter("fleet.outbox.published", "topic", "tasks")
                .count();
    }

    /** The ids of the events that wait, in their order. */
    List<UUID> waiting() {
        var rows = database.pool().query(WAITING).execute().await();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID(0))
                .toList();
    }

    /** How many buckets all relays of this database hold together. */
    int bucketsTaken() {
        return database.pool()
                .query(BUCKETS_TAKEN)
                .execute()
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }

    /** The database sessions of all relays. */
    List<Integer> relaySessions() {
        var rows = database.pool().query(RELAYS).execute().await();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getInteger(0))
                .toList();
    }

    void terminate(int session) {
        database.pool()
                .preparedQuery("SELECT pg_terminate_backend($1)")
                .execute(Tuple.of(session))
                .await();
    }

    @Override
    public void close() {
        service.close();
    }
}
