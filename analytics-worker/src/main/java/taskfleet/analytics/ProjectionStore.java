package taskfleet.analytics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;

/**
 * Writes the projections: a bulk of events is one statement, which notes the events in the inbox, takes up the new ones
 * and keeps the sums. Rows are always taken in the order of their keys, so replicas can't wait for each other in a ring.
 */
final class ProjectionStore {
    /** The inbox first: of what was handled before, nothing below sees anything. */
    private static final String FRESH = """
            given AS (
                SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (%s)),
            fresh AS (
                INSERT INTO inbox (event_id, redrive, handled_at)
                SELECT DISTINCT ON (event_id) event_id, redrive, $2::timestamptz FROM given
                ORDER BY event_id, redrive DESC
                %s RETURNING event_id, redrive)
            """;

    private static final String APPLY_TASKS = """
            WITH %s,
            newest AS (
                SELECT DISTINCT ON (task_id) given.* FROM given JOIN fresh USING (event_id, redrive)
                ORDER BY task_id, sequence DESC),
            applied AS (
                INSERT INTO task_fact AS fact (task_id, user_id, sequence, created_day, completed_day, on_time,
                    deleted_day, deadline, priority, tags)
                SELECT task_id, user_id, sequence, created_day, completed_day, on_time,
                    deleted_day, deadline, priority, ARRAY(SELECT jsonb_array_elements_text(tags))
                FROM newest ORDER BY task_id
                ON CONFLICT (task_id) DO UPDATE SET sequence = excluded.sequence,
                    created_day = excluded.created_day, completed_day = excluded.completed_day,
                    on_time = excluded.on_time, deleted_day = excluded.deleted_day,
                    deadline = excluded.deadline, priority = excluded.priority, tags = excluded.tags
                WHERE fact.sequence < excluded.sequence
                RETURNING new.user_id,
                    old.created_day AS old_created, old.completed_day AS old_completed,
                    old.on_time AS old_on_time, old.deleted_day AS old_deleted,
                    new.created_day AS new_created, new.completed_day AS new_completed,
                    new.on_time AS new_on_time, new.deleted_day AS new_deleted),
            change (user_id, day, created, completed, with_due, on_time, deleted) AS (
                SELECT user_id, new_created, 1, 0, 0, 0, 0 FROM applied
                UNION ALL SELECT user_id, old_created, -1, 0, 0, 0, 0 FROM applied
                UNION ALL SELECT user_id, new_completed, 0, 1, (new_on_time IS NOT NULL)::int,
                    coalesce(new_on_time, false)::int, 0 FROM applied
                UNION ALL SELECT user_id, old_completed, 0, -1, -(old_on_time IS NOT NULL)::int,
                    -coalesce(old_on_time, false)::int, 0 FROM applied
                UNION ALL SELECT user_id, new_deleted, 0, 0, 0, 0, 1 FROM applied
                UNION ALL SELECT user_id, old_deleted, 0, 0, 0, 0, -1 FROM applied)
            INSERT INTO daily (user_id, day, created, completed, completed_with_due, completed_on_time, deleted)
            SELECT user_id, day, sum(created), sum(completed), sum(with_due), sum(on_time), sum(deleted)
            FROM change WHERE day IS NOT NULL GROUP BY user_id, day ORDER BY user_id, day
            ON CONFLICT (user_id, day) DO UPDATE SET created = daily.created + excluded.created,
                completed = daily.completed + excluded.completed,
                completed_with_due = daily.completed_with_due + excluded.completed_with_due,
                completed_on_time = daily.completed_on_time + excluded.completed_on_time,
                deleted = daily.deleted + excluded.deleted
            """.formatted(FRESH.formatted("""
                event_id uuid, redrive integer, task_id uuid, user_id text, sequence integer, created_day date,
                completed_day date, on_time boolean, deleted_day date, deadline timestamptz, priority smallint,
                tags jsonb""", Inbox.ON_CONFLICT));

    private static final String APPLY_REMINDERS = """
            WITH %s,
            fired AS (
                INSERT INTO reminder_fact (reminder_id, fire_at, user_id, day, missed)
                SELECT DISTINCT ON (reminder_id, fire_at) reminder_id, fire_at, user_id, day, missed
                FROM given JOIN fresh USING (event_id, redrive) ORDER BY reminder_id, fire_at
                ON CONFLICT DO NOTHING RETURNING user_id, day, missed)
            INSERT INTO daily (user_id, day, reminders_triggered, reminders_missed)
            SELECT user_id, day, count(*) FILTER (WHERE NOT missed), count(*) FILTER (WHERE missed)
            FROM fired GROUP BY user_id, day ORDER BY user_id, day
            ON CONFLICT (user_id, day) DO UPDATE SET
                reminders_triggered = daily.reminders_triggered + excluded.reminders_triggered,
                reminders_missed = daily.reminders_missed + excluded.reminders_missed
            """.formatted(FRESH.formatted("""
                event_id uuid, redrive integer, reminder_id uuid, fire_at timestamptz, user_id text, day date,
                missed boolean""", Inbox.ON_CONFLICT));

    private final Pool pool;
    private final Clock clock;

    ProjectionStore(Database database, Clock clock) {
        this.pool = database.pool();
        this.clock = clock;
    }

    void applyTasks(List<Event> events) {
        apply(APPLY_TASKS, events.stream().map(ProjectionStore::fact).toList());
    }

    void applyReminders(List<Event> events) {
        apply(APPLY_REMINDERS, events.stream().map(ProjectionStore::reminder).toList());
    }

    private void apply(String sql, List<JsonObject> rows) {
        if (!rows.isEmpty()) {
            pool.preparedQuery(sql)
                    .execute(Tuple.of(new JsonArray(rows), clock.instant().atOffset(ZoneOffset.UTC)))
                    .await();
        }
    }

    private static JsonObject fact(Event event) {
        var fact = TaskFact.of(event);
        return row(event)
                .put("task_id", fact.taskId().toString())
                .put("user_id", fact.userId())
                .put("sequence", fact.sequence())
                .put("created_day", text(fact.createdDay()))
                .put("completed_day", text(fact.completedDay()))
                .put("on_time", fact.onTime())
                .put("deleted_day", text(fact.deletedDay()))
                .put("deadline", text(fact.deadline()))
                .put("priority", fact.priority().level())
                .put("tags", new JsonArray(fact.tags()));
    }

    private static JsonObject reminder(Event event) {
        var reminder = (ReminderTriggered) event.data();
        return row(event)
                .put("reminder_id", reminder.reminderId().toString())
                .put("fire_at", text(reminder.fireAt()))
                .put("user_id", reminder.userId())
                .put("day", text(LocalDate.ofInstant(reminder.triggeredAt(), reminder.timeZone())))
                .put("missed", reminder.missed());
    }

    private static JsonObject row(Event event) {
        return new JsonObject().put("event_id", event.id().toString()).put("redrive", event.redriveCount());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
