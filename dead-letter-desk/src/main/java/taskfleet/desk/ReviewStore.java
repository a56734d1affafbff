package taskfleet.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import taskfleet.kit.postgres.Database;

/** Reads letters for people. */
final class ReviewStore {
    private static final String OPEN = """
            SELECT worker, reason, count(*) AS letters FROM letter WHERE status = 'open' GROUP BY worker, reason
            """;
    private static final String FIND = "SELECT * FROM letter WHERE letter_id = $1";
    /** By redrive, then by what follows from what: the clocks of several machines don't tell the order. */
    private static final String HISTORY = """
            SELECT kind, decided_at AS at, redrive, NULL AS reason, NULL AS detail, NULL::integer AS attempts,
                decided_by AS by, note, NULL AS outcome, CASE kind WHEN 'redriven' THEN 0 ELSE 2 END AS rank
            FROM decision WHERE letter_id = $1
            UNION ALL SELECT 'failed', failed_at, redrive, reason, detail, attempts, NULL, NULL, NULL, 1
            FROM failure WHERE letter_id = $1
            UNION ALL SELECT 'settled', settled_at, redrive, NULL, detail, NULL, NULL, NULL, outcome, 3
            FROM settlement WHERE letter_id = $1
            ORDER BY redrive, rank, at
            """;

    private final Pool pool;

    ReviewStore(Database database) {
        this.pool = database.pool();
    }

    /** One letter more than the page holds, if there is one: it tells that there is a next page. */
    List<Letter> list(LetterQuery query) {
        var letters = new ArrayList<Letter>();
        var sql = """
                SELECT %s FROM letter WHERE %s ORDER BY failed_at DESC, letter_id DESC LIMIT %d
                """.formatted(LetterRow.COLUMNS, query.condition(), query.limit() + 1);
        pool.preparedQuery(sql)
                .execute(Tuple.wrap(query.parameters()))
                .await()
                .forEach(row -> letters.add(LetterRow.of(row)));
        return letters;
    }

    /** How many letters there are of each worker, type and reason, with the age of the oldest. */
    JsonArray counts(LetterQuery query) {
        var counts = new JsonArray();
        var sql = """
                SELECT worker, event_type AS type, reason, count(*) AS count, min(failed_at) AS oldest_failed_at
                FROM letter WHERE %s GROUP BY worker, event_type, reason
                ORDER BY count(*) DESC, worker, event_type, reason
                """.formatted(query.condition());
        pool.preparedQuery(sql).execute(Tuple.wrap(query.parameters())).await().forEach(row -> counts.add(json(row)));
        return counts;
    }

    List<DeskMetrics.OpenLetters> openLetters() {
        var counts = new ArrayList<DeskMetrics.OpenLetters>();
        pool.query(OPEN)
                .execute()
                .await()
                .forEach(row -> counts.add(new DeskMetrics.OpenLetters(
                        row.getString("worker"), row.getString("reason"), row.getLong("letters"))));
        return counts;
    }

    /** A letter with all that is known of it. */
    record Dossier(Letter letter, String letterTopic, Buffer payload, JsonArray history) {}

    Optional<Dossier> find(UUID letterId) {
        var rows = pool.preparedQuery(FIND).execute(Tuple.of(letterId)).await().iterator();
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        var row = rows.next();
        return Optional.of(new Dossier(
                LetterRow.of(row), row.getString("letter_topic"), row.getBuffer("payload"), history(letterId)));
    }

    private JsonArray history(UUID letterId) {
        var history = new JsonArray();
        for (var row : pool.preparedQuery(HISTORY).execute(Tuple.of(letterId)).await()) {
            var step = json(row);
            step.remove("rank");
            history.add(step);
        }
        return history;
    }

    /** The columns that have a value, by their names. */
    private static JsonObject json(Row row) {
        var json = new JsonObject();
        for (int i = 0; i < row.size(); i++) {
            var value = row.getValue(i);
            if (value != null) {
                json.put(
                        row.getColumnName(i),
                        value instanceof OffsetDateTime time ? time.toInstant().toString() : value);
            }
        }
        return json;
    }
}
