package taskfleet.local.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.Fleet;
import taskfleet.local.chaos.check.Finding;

/** Waiting until the fleet has caught up: with all that was written, or with what was written until some moment. */
final class Settling {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** Reminders that fire within it are waited for. */
    private static final int NEAR_SECONDS = 60;

    private static final String NEAR_REMINDERS = """
            SELECT count(*) FROM reminder.reminder
            WHERE status = 'scheduled' AND fire_at < now() + interval '%d seconds'
            """.formatted(NEAR_SECONDS);

    private final Fleet fleet;
    private final FleetHealth health;
    private final Outboxes outboxes;
    private final ConsumerGroups groups;

    Settling(Fleet fleet, FleetHealth health, Outboxes outboxes) {
        this.fleet = fleet;
        this.health = health;
        this.outboxes = outboxes;
        this.groups = new ConsumerGroups(fleet);
    }

    /** Waits until nothing is left to do; what is left when the limit is reached is the violation. */
    Finding await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> left;
        Map<TopicPartition, Long> lastEnds = Map.of();
        do {
            left = new ArrayList<>(health.unwell());
            try {
                ConsumerGroups.Positions positions = groups.look();
                left.addAll(positions.behind(positions.ends()));
                long waiting = outboxes.waiting();
                if (waiting > 0) {
                    left.add("%d events wait in the outboxes".formatted(waiting));
                }
                long reminders = nearReminders();
                if (reminders > 0) {
                    left.add("%d reminders are due, or will be within %d s".formatted(reminders, NEAR_SECONDS));
                }
                // Twice the same, with nothing left in between: nothing was on its way from one to the other.
                if (left.isEmpty() && positions.ends().equals(lastEnds)) {
                    break;
                }
                lastEnds = positions.ends();
            } catch (IOException | SQLException | ExecutionException e) {
                left.add("no look at the fleet: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                left.add("interrupted");
                break;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        } while (System.nanoTime() < deadline);
        return new Finding("it settled within %d s".formatted(limit.toSeconds()), 1, left);
    }

    /**
     * Waits until all that was committed before that moment has been handled by every worker, while more is written.
     *
     * @return how long after it that was; the limit when it took longer
     */
    Duration caughtUpWith(Instant moment, Duration limit) {
        Map<TopicPartition, Long> aim = null;
        Duration since = Duration.between(moment, Instant.now());
        while (since.compareTo(limit) < 0) {
            try {
                if (aim == null && outboxes.waitingSince(moment) == 0) {
                    aim = groups.look().ends();
                }
                if (aim != null && groups.look().behind(aim).isEmpty()) {
                    return Duration.between(moment, Instant.now());
                }
            } catch (IOException | SQLException | ExecutionException e) {
                // Something is still on its way up.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return limit;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            since = Duration.between(moment, Instant.now());
        }
        return limit;
    }

    private long nearReminders() throws SQLException {
        try (Connection connection = fleet.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NEAR_REMINDERS)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
