package taskfleet.analytics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import taskfleet.events.Priority;
import taskfleet.kit.postgres.Database;

/** Reads the statistics of one user. */
final class ReportStore {
    /** One statement, so that all its numbers are of one moment. The streak may end yesterday: today isn't over. */
    private static final String SUMMARY = """
            WITH totals AS (
                SELECT coalesce(sum(created), 0) AS created, coalesce(sum(completed), 0) AS completed,
                    coalesce(sum(deleted), 0) AS deleted, coalesce(sum(completed_with_due), 0) AS with_due,
                    coalesce(sum(completed_on_time), 0) AS on_time,
                    coalesce(sum(reminders_triggered), 0) AS triggered, coalesce(sum(reminders_missed), 0) AS missed
                FROM daily WHERE user_id = $1),
            unfinished AS (
                SELECT count(*) AS open, count(*) FILTER (WHERE deadline < $2) AS overdue
                FROM task_fact WHERE user_id = $1 AND completed_day IS NULL AND deleted_day IS NULL),
            done AS (
                SELECT day, row_number() OVER (ORDER BY day DESC) AS place
                FROM daily WHERE user_id = $1 AND completed > 0 AND day <= $3),
            newest AS (
                SELECT max(day) AS day FROM done WHERE day >= $3::date - 1),
            streak AS (
                SELECT count(*) AS streak_days FROM done, newest WHERE done.day = newest.day - (place - 1)::int),
            priorities AS (
                SELECT coalesce(jsonb_agg(counts), '[]') AS priorities FROM (
                    SELECT priority, count(*) AS created,
                        count(*) FILTER (WHERE completed_day IS NULL AND deleted_day IS NULL) AS open,
                        count(completed_day) AS completed
                    FROM task_fact WHERE user_id = $1 GROUP BY priority) AS counts)
            SELECT * FROM totals, unfinished, streak, priorities
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

    ReportStore(Database database) {
        this.pool = database.pool();
    }

    /** All in all. */
    JsonObject summary(String userId, Instant now, LocalDate today) {
        var parameters = Tuple.of(userId, now.atOffset(ZoneOffset.UTC), today);
        var row = pool.preparedQuery(SUMMARY)
                .execute(parameters)
                .await()
                .iterator()
                .next();
        int withDue = row.getInteger("with_due");
        var summary = new JsonObject()
                .put("created", row.getInteger("created"))
                .put("completed", row.getInteger("completed"))
                .put("deleted", row.getInteger("deleted"))
                .put("open", row.getInteger("open"))
                .put("overdue", row.getInteger("overdue"))
                .put("completion_streak_days", row.getInteger("streak_days"))
                .put("by_priority", byPriority((JsonArray) row.getJson("priorities")))
                .put("reminders_triggered", row.getInteger("triggered"))
                .put("reminders_missed", row.getInteger("missed"));
        if (withDue > 0) {
            summary.put("on_time_rate", row.getInteger("on_time") / (double) withDue);
        }
        return summary;
    }

    JsonArray days(String userId, LocalDate from, LocalDate to) {
        return array(DAYS, Tuple.of(userId, from, to));
    }

    JsonArray tags(String userId, int limit) {
        return array(TAGS, Tuple.of(userId, limit));
    }

    private static JsonObject byPriority(JsonArray counted) {
        var byPriority = new JsonObject();
        for (var priority : Priority.values()) {
            byPriority.put(
                    priority.jsonName(),
                    new JsonObject().put("created", 0).put("open", 0).put("completed", 0));
        }
        for (int i = 0; i < counted.size(); i++) {
            var counts = counted.getJsonObject(i);
            var priority = Priority.ofLevel((Integer) counts.remove("priority"));
            byPriority.put(priority.jsonName(), counts);
        }
        return byPriority;
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
