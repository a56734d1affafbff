package taskfleet.reminder;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import taskfleet.events.Event;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;

/** Reads and writes reminders; every change commits together with its events and its inbox row. */
final class ReminderStore {
    private static final String TAKE_NEWER = """
            INSERT INTO task (task_id, sequence)
            SELECT * FROM unnest($1::uuid[], $2::integer[]) AS given (task_id, sequence) ORDER BY task_id
            ON CONFLICT (task_id) DO UPDATE SET sequence = excluded.sequence WHERE task.sequence < excluded.sequence
            RETURNING task_id, old.sequence
            """;
    private static final String OF_TASKS = """
            SELECT * FROM reminder WHERE task_id = ANY ($1) ORDER BY reminder_id FOR UPDATE
            """;
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
     * What became of events of tasks.
     *
     * @param events ids of those that were applied; others had been, or were older than what had been
     * @param plan what they did, all together
     */
    record Applied(Set<UUID> events, ReminderPlan plan) {}

    /**
     * Applies new versions of tasks to their reminders.
     *
     * @param tell the event of a reminder that has got a new time
     */
    Applied apply(List<Event> events, Function<Reminder, Event> tell) {
        var applied = database.inTransaction(transaction -> {
            var admitted = inbox.admit(transaction, events);
            var versions = takeNewer(
                    transaction,
                    events.stream()
                            .filter(event -> admitted.contains(event.id()))
                            .toList());
            var known = find(transaction, OF_TASKS, Tuple.tuple().addArrayOfUUID(ids(versions.keySet()))).stream()
                    .collect(Collectors.groupingBy(Reminder::taskId));
            var plan = ReminderPlan.all(versions.entrySet().stream()
                    .map(task -> ReminderPlan.of(task.getValue(), known.getOrDefault(task.getKey(), List.of())))
                    .toList());
            if (!plan.isEmpty()) {
                var told = plan.told().stream().map(tell).toList();
                var parameters = outbox.addTo(ReminderRow.parameters(plan.written()), told);
                transaction.preparedQuery(WRITE).execute(parameters).await();
            }
            return new Applied(idsOfAll(versions.values()), plan);
        });
        applied.plan().told().forEach(reminder -> wakeRelay.accept(reminder.userId()));
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

    /** By task, in their order, those that are newer than what was applied before. */
    private static Map<UUID, List<Event>> takeNewer(SqlClient transaction, List<Event> events) {
        var versions = events.stream()
                .sorted(Comparator.comparingInt(Event::sequence))
                .collect(
                        Collectors.groupingBy(event -> event.data().taskId(), LinkedHashMap::new, Collectors.toList()));
        var newest = versions.values().stream().map(List::getLast).toList();
        var parameters = Tuple.tuple()
                .addArrayOfUUID(ids(versions.keySet()))
                .addArrayOfInteger(newest.stream().map(Event::sequence).toArray(Integer[]::new));
        var newer = new LinkedHashMap<UUID, List<Event>>();
        transaction.preparedQuery(TAKE_NEWER).execute(parameters).await().forEach(row -> {
            int applied = Objects.requireNonNullElse(row.getInteger(1), 0);
            newer.put(
                    row.getUUID(0),
                    versions.getOrDefault(row.getUUID(0), List.of()).stream()
                            .filter(event -> event.sequence() > applied)
                            .toList());
        });
        return newer;
    }

    private static UUID[] ids(Set<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static Set<UUID> idsOfAll(Collection<List<Event>> events) {
        return events.stream().flatMap(List::stream).map(Event::id).collect(Collectors.toUnmodifiableSet());
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
