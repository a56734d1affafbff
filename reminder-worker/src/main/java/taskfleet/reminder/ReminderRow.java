package taskfleet.reminder;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.Event;

/** A row of the table {@code reminder}, as read and as the parameters of a statement that writes many. */
final class ReminderRow {
    static final String COLUMNS = """
            reminder_id, task_id, user_id, title, due, time_zone, sequence, fire_at, status, job_at,
            cause_id, hops, traceparent""";
    static final String EXCLUDED = """
            excluded.reminder_id, excluded.task_id, excluded.user_id, excluded.title, excluded.due,
            excluded.time_zone, excluded.sequence, excluded.fire_at, excluded.status, excluded.job_at,
            excluded.cause_id, excluded.hops, excluded.traceparent""";
    /** Arrays, one for each column. */
    static final String PARAMETERS = """
            $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[],
            $8::timestamptz[], $9::text[], $10::timestamptz[], $11::uuid[], $12::integer[], $13::text[]""";

    static final int SIZE = 13;

    private ReminderRow() {}

    static Tuple parameters(List<Reminder> reminders) {
        return Tuple.tuple()
                .addArrayOfUUID(array(reminders, Reminder::id, UUID[]::new))
                .addArrayOfUUID(array(reminders, Reminder::taskId, UUID[]::new))
                .addArrayOfString(array(reminders, Reminder::userId, String[]::new))
                .addArrayOfString(array(reminders, Reminder::title, String[]::new))
                .addArrayOfString(array(reminders, ReminderRow::due, String[]::new))
                .addArrayOfString(
                        array(reminders, reminder -> reminder.timeZone().getId(), String[]::new))
                .addArrayOfInteger(array(reminders, Reminder::sequence, Integer[]::new))
                .addArrayOfOffsetDateTime(array(reminders, reminder -> utc(reminder.fireAt()), OffsetDateTime[]::new))
                .addArrayOfString(
                        array(reminders, reminder -> reminder.status().name().toLowerCase(Locale.ROOT), String[]::new))
                .addArrayOfOffsetDateTime(array(reminders, reminder -> utc(reminder.jobAt()), OffsetDateTime[]::new))
                .addArrayOfUUID(array(reminders, reminder -> reminder.cause().eventId(), UUID[]::new))
                .addArrayOfInteger(array(reminders, reminder -> reminder.cause().hops(), Integer[]::new))
                .addArrayOfString(array(reminders, reminder -> reminder.cause().traceparent(), String[]::new));
    }

    static Reminder of(Row row) {
        var due = row.getString("due");
        var jobAt = row.getOffsetDateTime("job_at");
        return new Reminder(
                row.getUUID("reminder_id"),
                row.getUUID("task_id"),
                row.getString("user_id"),
                row.getString("title"),
                due == null ? null : Due.parse(due),
                ZoneId.of(row.getString("time_zone")),
                row.getInteger("sequence"),
                row.getOffsetDateTime("fire_at").toInstant(),
                Reminder.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                jobAt == null ? null : jobAt.toInstant(),
                new Event.Cause(row.getUUID("cause_id"), row.getInteger("hops"), row.getString("traceparent")));
    }

    private static <T> T[] array(
            List<Reminder> reminders, Function<Reminder, @Nullable T> column, IntFunction<T[]> array) {
        return reminders.stream().map(column).toArray(array);
    }

    private static @Nullable String due(Reminder reminder) {
        return reminder.due() == null ? null : reminder.due().toString();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
