package taskfleet.reminder;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;

/** Reads and writes reminders; every change commits together with its events and its inbox row. */
final class ReminderStore {
    private static final String TAKE_NEWER = """
            INSERT INTO task (task_id, sequence) VALUES ($1, $2)
            ON CONFLICT (task_id) DO UPDATE SET sequence = excluded.sequence WHERE task.sequence < excluded.sequence
            """;
    private static final String OF_TASK = "SELECT * FROM reminder WHERE task_id = $1 FOR UPDATE";
    private static final String WRITE = """
            WITH written AS (
                INSERT INTO reminder (%1$s) SELECT * FROM unnest(%2$s)
                ON CONFLICT (reminder_id) DO UPDATE SET (%1$s) = ROW (%3$s), triggered_at = NULL
                RETURNING reminder_id)
            %4$s
            """.formatted(
                    ReminderRow.COLUMNS,
                    ReminderRow.PARAMETERS,
                    ReminderRow.EXCLUDED,
                    OutboxRows.insert(ReminderRow.SIZE + 1, "EXISTS (SELECT FROM written)"));

    private static final String CLAIM_ONE = """
            SELECT * FROM reminder WHERE reminder_id = $1 AND status = 'scheduled' AND fire_at <= $2
            FOR UPDATE
            """;
    /** Skips what another replica, or a job, is firing at this moment. */
    private static final String CLAIM_DUE = """
            SELECT * FROM reminder WHERE status = 'scheduled' AND fire_at <= $1
            ORDER BY fire_at LIMIT $2 FOR UPDATE SKIP LOCKED
            """;

    private static final String TRIGGER = """
            WITH triggered AS (
                UPDATE reminder SET status = 'triggered', triggered_at = $2 WHERE reminder_id = ANY ($1)
                RETURNING reminder_id)
            %s
            """.formatted(OutboxRows.insert(3, "EXISTS (SELECT FROM triggered)"));

    private static final String UNARMED = """
            SELECT * FROM reminder
            WHERE status = 'scheduled' AND job_at IS DISTINCT FROM fire_at AND fire_at <= $1
            ORDER BY fire_at LIMIT $2
            """;
    /** The job's own time: when the reminder has been moved meanwhile, the two differ and the sweep arms it again. */
    private static final String ARMED = """
            UPDATE reminder SET job_at = armed.at FROM unnest($1::uuid[], $2::timestamptz[]) AS armed (id, at)
            WHERE reminder_id = armed.id
            """;

    private static final String DISARM = """
            UPDATE reminder SET job_at = NULL WHERE reminder_id = $1 AND status = 'scheduled' AND fire_at > $2
            """;

    private final Database database;
    private final Inbox inbox;
    private final OutboxRows outbox;
    private final Consumer<String> wakeRelay;
    private final Clock clock;

    /**
     * A store that wakes the relay after each commit that wrote events.
     *
     * @param wakeRelay takes the partition key of what was written
     */
    ReminderStore(Database database, Inbox inbox, OutboxRows outbox, Consumer<String> wakeRelay, Clock clock) {
        this.database = database;
        this.inbox = inbox;
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
        this.clock = clock;
    }

    /**
     * Applies a task's new version to its reminders.
     *
     * @param plan from the reminders known so far
     * @param tell the event of a newly scheduled or moved reminder
     * @return what was done; empty for an event handled before, and for an older version than was applied
     */
    Optional<ReminderPlan> apply(
            Event event, Function<List<Reminder>, ReminderPlan> plan, Function<Reminder, Event> tell) {
        var applied = database.inTransaction(transaction -> {
            if (!inbox.admit(transaction, event) || !takeNewer(transaction, (TaskEvent) event.data())) {
                return Optional.<ReminderPlan>empty();
            }
            var next =
                    plan.apply(find(transaction, OF_TASK, Tuple.of(event.data().taskId())));
            if (!next.isEmpty()) {
                var events = next.scheduled().stream().map(tell).toList();
                var parameters = outbox.addTo(ReminderRow.parameters(next.written()), events);
                transaction.preparedQuery(WRITE).execute(parameters).await();
            }
            return Optional.of(next);
        });
        applied.ifPresent(done -> wakeRelay.accept(event.partitionKey()));
        return applied;
    }

    /**
     * Notes an event and does what belongs to it: both, or neither.
     *
     * @return false for an event handled before
     */
    boolean once(Event event, Runnable effect) {
        return database.inTransaction(transaction -> {
            boolean admitted = inbox.admit(transaction, event);
            if (admitted) {
                effect.run();
            }
            return admitted;
        });
    }

    /** Triggers that reminder, if it is scheduled and due. */
    List<Reminder> trigger(UUID reminderId, Function<Reminder, Event> tell) {
        return trigger(CLAIM_ONE, Tuple.of(reminderId, utc(clock.instant())), tell);
    }

    /** Triggers what is due at that time, so many at most. */
    List<Reminder> triggerDue(Instant at, int limit, Function<Reminder, Event> tell) {
        return trigger(CLAIM_DUE, Tuple.of(utc(at), limit), tell);
    }

    /** What fires until then and has no job for it. */
    List<Reminder> unarmed(Instant until, int limit) {
        return find(database.pool(), UNARMED, Tuple.of(utc(until), limit));
    }

    /** Notes which time the scheduler was given for each. */
    void armed(List<Reminder> reminders) {
        var parameters = Tuple.tuple()
                .addArrayOfUUID(ids(reminders))
                .addArrayOfOffsetDateTime(reminders.stream()
                        .map(reminder -> utc(reminder.fireAt()))
                        .toArray(OffsetDateTime[]::new));
        database.pool().preparedQuery(ARMED).execute(parameters).await();
    }

    /**
     * Notes that a job has come too early and is spent. The sweep gives the reminder another one: a new job from within
     * the call of the old one could be taken back with it.
     */
    void disarm(UUID reminderId) {
        database.pool()
                .preparedQuery(DISARM)
                .execute(Tuple.of(reminderId, utc(clock.instant())))
                .await();
    }

    private List<Reminder> trigger(String claim, Tuple parameters, Function<Reminder, Event> tell) {
        var triggered = database.inTransaction(transaction -> {
            var due = find(transaction, claim, parameters);
            if (!due.isEmpty()) {
                var write = Tuple.tuple().addArrayOfUUID(ids(due)).addOffsetDateTime(utc(clock.instant()));
                outbox.addTo(write, due.stream().map(tell).toList());
                transaction.preparedQuery(TRIGGER).execute(write).await();
            }
            return due;
        });
        triggered.forEach(reminder -> wakeRelay.accept(reminder.userId()));
        return triggered;
    }

    private static boolean takeNewer(SqlClient transaction, TaskEvent task) {
        return transaction
                        .preparedQuery(TAKE_NEWER)
                        .execute(Tuple.of(task.taskId(), task.sequence()))
                        .await()
                        .rowCount()
                == 1;
    }

    private static List<Reminder> find(SqlClient client, String sql, Tuple parameters) {
        var found = new ArrayList<Reminder>();
        client.preparedQuery(sql).execute(parameters).await().forEach(row -> found.add(ReminderRow.of(row)));
        return found;
    }

    private static UUID[] ids(List<Reminder> reminders) {
        return reminders.stream().map(Reminder::id).toArray(UUID[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
