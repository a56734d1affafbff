package taskfleet.local.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.Fleet;

/** How much waits in the outboxes now, and how much it was at most. */
final class Outboxes implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Also what keeps a look at a Postgres that is held from lasting longer than a fault. */
    private static final int QUERY_SECONDS = 2;

    private static final String WAITING = """
            SELECT count(*) FROM (SELECT created_at FROM task.outbox UNION ALL SELECT created_at FROM reminder.outbox)
            WHERE created_at < ?
            """;

    private final Fleet fleet;
    private final AtomicLong peak = new AtomicLong();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    Outboxes(Fleet fleet) {
        this.fleet = fleet;
    }

    void start() {
        thread.execute(this::run);
    }

    /** The most that was seen waiting, of both outboxes together. */
    long peak() {
        return peak.get();
    }

    long waiting() throws SQLException {
        return waitingSince(Instant.now().plusSeconds(3_600));
    }

    /** Of what was committed before that time. */
    long waitingSince(Instant before) throws SQLException {
        try (Connection connection = fleet.postgres().connect();
                PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.close();
    }

    private void run() {
        while (!ended) {
            try {
                peak.accumulateAndGet(waiting(), Math::max);
            } catch (SQLException e) {
                // Postgres is away, which is what some runs are about.
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
