package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.Priority;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.TaskSnapshot;
import taskfleet.events.TaskStatus;

/** A row of the table {@code task}, as read and as the parameters of a statement that writes it. */
record TaskRow(Task task, boolean isDeleted, boolean isTakenBack) {
    static final String COLUMNS = """
            task_id, user_id, version, title, description, priority, tags, due, due_at, time_zone,
            recurrence_rule, recurrence_after, recurrence_anchor, reminders, completed_at,
            series_id, occurrence, created_at, updated_at, following""";
    /** The parameters 1 to {@link #SIZE}, in the order of the columns. */
    static final String PARAMETERS = """
            $1::uuid, $2::text, $3::integer, $4::text, $5::text, $6::smallint, $7::text[], $8::text,
            $9::timestamptz, $10::text, $11::text, $12::text, $13::text, $14::jsonb, $15::timestamptz,
            $16::uuid, $17::integer, $18::timestamptz, $19::timestamptz, $20::jsonb""";

    /** The columns of the row that an insert in conflict would have added. */
    static final String EXCLUDED =
            Arrays.stream(names()).map("excluded."::concat).collect(Collectors.joining(", "));

    /** Assignments that leave nothing of what its user wrote. */
    static final String WITHOUT_CONTENT = """
            title = '', description = NULL, priority = 0, tags = '{}', reminders = '[]', due = NULL, due_at = NULL,
            time_zone = 'UTC', recurrence_rule = NULL, recurrence_after = NULL, recurrence_anchor = NULL,
            following = NULL""";

    static final String COMPLETED_AT = "$15::timestamptz";
    static final int SIZE = 20;

    static Tuple parameters(TaskSnapshot task) {
        var due = Optional.ofNullable(task.due());
        var recurrence = Optional.ofNullable(task.recurrence());
        return Tuple.tuple()
                .addUUID(task.taskId())
                .addString(task.userId())
                .addInteger(task.version())
                .addString(task.title())
                .addString(task.description())
                .addShort((short) task.priority().level())
                .addArrayOfString(task.tags().toArray(String[]::new))
                .addString(due.map(Due::toString).orElse(null))
                .addOffsetDateTime(
                        due.map(date -> utc(date.startsAt(task.timeZone()))).orElse(null))
                .addString(task.timeZone().getId())
                .addString(recurrence.map(RecurrenceSpec::rule).orElse(null))
                .addString(recurrence.map(rule -> rule.after().jsonName()).orElse(null))
                .addString(recurrence.map(RecurrenceSpec::anchor).orElse(null))
                .addJsonArray(TaskJson.reminders(task.reminders()))
                .addOffsetDateTime(task.completedAt() == null ? null : utc(task.completedAt()))
                .addUUID(task.seriesId())
                .addInteger(task.occurrence())
                .addOffsetDateTime(utc(task.createdAt()))
                .addOffsetDateTime(utc(task.updatedAt()))
                .addJsonObject(recurrence
                        .map(RecurrenceSpec::following)
                        .map(TaskJson::following)
                        .orElse(null));
    }

    /** A whole row by the names of its columns: many of them are one parameter, for {@code jsonb_populate_recordset}. */
    static JsonObject json(Task task) {
        var values = parameters(task.snapshot());
        var names = names();
        var json = new JsonObject();
        for (int i = 0; i < SIZE; i++) {
            json.put(names[i], jsonValue(values.getValue(i)));
        }
        return json.put("completed_version", task.completedVersion());
    }

    private static @Nullable Object jsonValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String[] texts -> new JsonArray(List.of(texts));
            case UUID id -> id.toString();
            case OffsetDateTime time -> time.toString();
            default -> value;
        };
    }

    private static String[] names() {
        return COLUMNS.split(",\\s+", -1);
    }

    static TaskRow of(Row row) {
        var completedAt = instant(row.getOffsetDateTime("completed_at"));
        var due = row.getString("due");
        var snapshot = new TaskSnapshot(
                row.getUUID("task_id"),
                row.getString("user_id"),
                row.getString("title"),
                row.getString("description"),
                Priority.ofLevel(row.getShort("priority")),
                List.of(row.getArrayOfStrings("tags")),
                due == null ? null : Due.parse(due),
                ZoneId.of(row.getString("time_zone")),
                recurrence(row),
                TaskJson.reminders((JsonArray) row.getJson("reminders")),
                completedAt == null ? TaskStatus.OPEN : TaskStatus.COMPLETED,
                completedAt,
                row.getInteger("version"),
                row.getUUID("series_id"),
                row.getInteger("occurrence"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
        return new TaskRow(
                new Task(snapshot, row.getInteger("completed_version")),
                row.getOffsetDateTime("deleted_at") != null,
                row.getBoolean("taken_back"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable RecurrenceSpec recurrence(Row row) {
        var rule = row.getString("recurrence_rule");
        var following = row.getJsonObject("following");
        return rule == null
                ? null
                : new RecurrenceSpec(
                        rule,
                        RecurrenceAfter.named(row.getString("recurrence_after")).orElseThrow(),
                        row.getString("recurrence_anchor"),
                        following == null ? null : TaskJson.following(following));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
