package taskfleet.desk;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import taskfleet.desk.Letter.About;
import taskfleet.desk.Letter.Failure;
import taskfleet.desk.Letter.Place;

/** A row of the table {@code letter}, as read and as the parameters of the statement that writes it. */
final class LetterRow {
    static final String COLUMNS = """
            letter_id, worker, topic, partition, "offset", key, event_id, event_type, user_id, task_id,
            obstacle, status, redrives, reason, detail, attempts, first_failed_at, failed_at""";
    /** The parameters 1 to {@link #SIZE}, in the order of the columns. */
    static final String PARAMETERS = """
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18""";

    static final int SIZE = 18;

    private LetterRow() {}

    static Tuple parameters(Letter letter) {
        var place = letter.place();
        var about = letter.about();
        var failure = letter.failure();
        return Tuple.tuple()
                .addUUID(letter.id())
                .addString(place.worker())
                .addString(place.topic())
                .addInteger(place.partition())
                .addLong(place.offset())
                .addString(place.key())
                .addString(about.eventId())
                .addString(about.type())
                .addString(about.userId())
                .addString(about.taskId())
                .addString(letter.obstacle())
                .addString(letter.standing().status().wireName())
                .addInteger(letter.standing().redrives())
                .addString(failure.reason())
                .addString(failure.detail())
                .addInteger(failure.attempts())
                .addOffsetDateTime(utc(letter.firstFailedAt()))
                .addOffsetDateTime(utc(failure.at()));
    }

    static Letter of(Row row) {
        return new Letter(
                row.getUUID("letter_id"),
                new Place(
                        row.getString("worker"),
                        row.getString("topic"),
                        row.getInteger("partition"),
                        row.getLong("offset"),
                        row.getString("key")),
                new About(
                        row.getString("event_id"),
                        row.getString("event_type"),
                        row.getString("user_id"),
                        row.getString("task_id")),
                new Failure(
                        row.getString("reason"),
                        row.getString("detail"),
                        row.getInteger("attempts"),
                        row.getOffsetDateTime("failed_at").toInstant()),
                row.getOffsetDateTime("first_failed_at").toInstant(),
                standing(row),
                row.getString("obstacle"));
    }

    static Standing standing(Row row) {
        return new Standing(
                Standing.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)), row.getInteger("redrives"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
