package taskfleet.analytics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import taskfleet.events.Priority;

/** Reads the statistics of one user. */
final class ReportStore {
    private static final String TOTALS = """
            SELECT coalesce(sum(created), 0) AS created, coalesce(sum(completed), 0) AS completed,
                coalesce(sum(deleted), 0) AS deleted, coalesce(sum(completed_with_due), 0) AS with_due,
                coalesce(sum(completed_on_time), 0) AS on_time,
                coalesce(sum(reminders_triggered), 0) AS triggered, coalesce(sum(reminders_missed), 0) AS missed
            FROM daily WHERE user_id = $1
            """;
    private static final String OPEN = """
            SELECT count(*) AS open, count(*) FILTER (WHERE deadline <= $2) AS overdue
            FROM task_fact WHERE user_id = $1 AND completed_day IS NULL AND deleted_day IS NULL
            """;
    /** Days in a row with a completion; today may still be to come. */
    private static final String STREAK = """
            WITH done AS (
                SELECT day, row_number() OVER (ORDER BY day DESC) AS place
                FROM daily WHERE user_id = $1 AND completed > 0 AND day <= $2),
            newest AS (SELECT max(day) AS day FROM done WHERE day >= $2::date - 1)
            SELECT count(*) AS days FROM done, newest WHERE done.day = newest.day - (place - 1)::int
            """;

    private static final String PRIORITIES = """
            SELECT priority, count(*) AS created,
                count(*) FILTER (WHERE completed_day IS NULL AND deleted_day IS NULL) AS open,
                count(completed_day) AS completed
            FROM task_fact WHERE user_id = $1 GROUP BY priority
            """;
    private static final String DAYS = """
            SELECT wanted::date AS day, coalesce(created, 0) AS created, coalesce(completed, 0) AS completed,
                coalesce(completed_on_time, 0) AS completed_on_time, coalesce(deleted, 0) AS deleted,
                coalesce(reminders_triggered, 0) AS reminders_triggered,
                coalesce(reminders_missed, 0) AS reminders_missed
            FROM generate_series($2::date, $3::date, interval '1 day') AS wanted
            LEFT JOIN daily ON daily.user_id = $1 AND daily.day = wanted::date
            ORDER BY wanted
            """;
    private static final String TAGS = """
            SELECT tag, count(*) AS created,
                count(*) FILTER (WHERE completed_day IS NULL AND deleted_day IS NULL) AS open,
                count(completed_day) AS completed, count(*) FILTER (WHERE on_time) AS completed_on_time
            FROM task_fact, unnest(tags) AS tag WHERE user_id = $1
            GROUP BY tag ORDER BY created DESC, tag LIMIT $2
            """;

    private final Pool pool;

    ReportStore(Pool pool) {
        this.pool = pool;
    }

    /** All in all. The queries go out together: connections are pipelined. */
    JsonObject summary(String userId, Instant now, LocalDate today) {
        var totals = pool.preparedQuery(TOTALS).execute(Tuple.of(userId));
        var open = pool.preparedQuery(OPEN).execute(Tuple.of(userId, now.atOffset(ZoneOffset.UTC)));
        var streak = pool.preparedQuery(STREAK).execute(Tuple.of(userId, today));
        var priorities = pool.preparedQuery(PRIORITIES).execute(Tuple.of(userId));
        var summary = summary(
                totals.await().iterator().next(), open.await().iterator().next());
        summary.put("completion_streak_days", streak.await().iterator().next().getInteger("days"));
        var byPriority = new JsonObject();
        for (var priority : Priority.values()) {
            byPriority.put(priority.jsonName(), counts(0, 0, 0));
        }
        priorities
                .await()
                .forEach(row -> byPriority.put(
                        Priority.ofLevel(row.getShort("priority")).jsonName(),
                        counts(row.getInteger("created"), row.getInteger("open"), row.getInteger("completed"))));
        return summary.put("by_priority", byPriority);
    }

    JsonArray days(String userId, LocalDate from, LocalDate to) {
        return array(DAYS, Tuple.of(userId, from, to));
    }

    JsonArray tags(String userId, int limit) {
        return array(TAGS, Tuple.of(userId, limit));
    }

    private static JsonObject summary(Row totals, Row open) {
        int withDue = totals.getInteger("with_due");
        var summary = new JsonObject()
                .put("created", totals.getInteger("created"))
                .put("completed", totals.getInteger("completed"))
                .put("deleted", totals.getInteger("deleted"))
                .put("open", open.getInteger("open"))
                .put("overdue", open.getInteger("overdue"))
                .put("reminders_triggered", totals.getInteger("triggered"))
                .put("reminders_missed", totals.getInteger("missed"));
        if (withDue > 0) {
            summary.put("on_time_rate", totals.getInteger("on_time") / (double) withDue);
        }
        return summary;
    }

    private static JsonObject counts(int created, int open, int completed) {
        return new JsonObject().put("created", created).put("open", open).put("completed", completed);
    }

    /** The rows, with the names of their columns. */
    private JsonArray array(String sql, Tuple parameters) {
        var array = new JsonArray();
        for (var row : pool.preparedQuery(sql).execute(parameters).await()) {
            var json = new JsonObject();
            for (int i = 0; i < row.size(); i++) {
                var value = row.getValue(i);
                json.put(row.getColumnName(i), value instanceof LocalDate day ? day.toString() : value);
            }
            array.add(json);
        }
        return array;
    }
}
