package taskfleet.local.chaos.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import taskfleet.local.Json;
import taskfleet.local.chaos.check.Evidence.Table;
import taskfleet.local.chaos.load.Ledger;

/**
 * What a flawless run left behind, for tests to spoil: a daily task with a reminder was created, its reminder fired, it was
 * completed, and its next occurrence is there.
 */
final class Remains {
    static final UUID TASK = UUID.fromString("00000000-0000-7000-8000-000000000001");
    static final UUID NEXT = UUID.fromString("00000000-0000-5000-8000-000000000002");
    static final UUID REMINDER = UUID.fromString("00000000-0000-5000-8000-000000000003");
    static final Instant BEGIN = Instant.parse("2026-11-02T08:00:00Z");
    static final Instant FIRE_AT = BEGIN.plusSeconds(10);
    static final Instant COMPLETED = BEGIN.plusSeconds(20);
    static final Instant READ = BEGIN.plusSeconds(600);
    private static final String USER = "alice";

    final Ledger ledger = new Ledger();
    final List<ConsumerRecord<String, String>> tasks = new ArrayList<>();
    final List<ConsumerRecord<String, String>> reminders = new ArrayList<>();
    final List<ConsumerRecord<String, String>> deadLetters = new ArrayList<>();
    final Map<Table, List<Row>> tables = new EnumMap<>(Table.class);

    Remains() {
        tasks.add(taskEvent(1, TASK, 1, "task.created", BEGIN, null));
        tasks.add(taskEvent(2, TASK, 2, "task.completed", COMPLETED, COMPLETED));
        tasks.add(taskEvent(3, NEXT, 1, "task.created", COMPLETED, null));
        reminders.add(reminderEvent(4, "reminder.scheduled"));
        reminders.add(reminderEvent(5, "reminder.triggered"));
        ledger.acknowledged(acknowledged("create", 1, "open"));
        ledger.acknowledged(acknowledged("complete", 2, "completed"));
        put(Table.TASK, taskRow(TASK, 2, 1, COMPLETED), taskRow(NEXT, 1, 2, null));
        put(
                Table.REMINDER,
                row("reminder_id", REMINDER, "task_id", TASK, "fire_at", FIRE_AT, "status", "triggered"),
                row("reminder_id", NEXT, "task_id", NEXT, "fire_at", FIRE_AT, "status", "cancelled"));
        put(Table.REMINDER_INBOX, handled(1), handled(2), handled(3));
        put(Table.ANALYTICS_INBOX, handled(1), handled(2), handled(3), handled(5));
        put(Table.TASK_FACT, fact(TASK, 2, COMPLETED), fact(NEXT, 1, null));
        put(Table.DAILY, daily(2, 1, 1));
        put(Table.TASK_OUTBOX);
        put(Table.REMINDER_OUTBOX);
    }

    Evidence evidence() {
        return new Evidence(
                READ,
                ledger,
                Evidence.byTask(tasks),
                reminders.stream().map(Published::of).toList(),
                deadLetters,
                tables);
    }

    void put(Table table, Row... rows) {
        tables.put(table, new ArrayList<>(List.of(rows)));
    }

    List<Row> rows(Table table) {
        return tables.getOrDefault(table, List.of());
    }

    static UUID event(int number) {
        return UUID.fromString("00000000-0000-7000-8000-0000000001%02d".formatted(number));
    }

    static Ledger.Acknowledged acknowledged(String verb, int version, String status) {
        return new Ledger.Acknowledged(BEGIN, USER, verb, TASK, version, "Water", status);
    }

    static ConsumerRecord<String, String> taskEvent(
            int number, UUID task, int sequence, String type, Instant time, @Nullable Instant completed) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", "Water");
        data.put("status", completed == null ? "open" : "completed");
        data.put("time_zone", "UTC");
        data.put("created_at", (task.equals(TASK) ? BEGIN : COMPLETED).toString());
        data.put("reminders", List.of(Map.of("at", FIRE_AT.toString())));
        if (completed != null) {
            data.put("completed_at", completed.toString());
        }
        return published(number, task, sequence, type, time, data);
    }

    static ConsumerRecord<String, String> reminderEvent(int number, String type) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reminder_id", REMINDER.toString());
        data.put("fire_at", FIRE_AT.toString());
        data.put("time_zone", "UTC");
        data.put("triggered_at", FIRE_AT.plusMillis(5).toString());
        data.put("missed", false);
        return published(number, TASK, 1, type, FIRE_AT, data);
    }

    private static ConsumerRecord<String, String> published(
            int number, UUID task, int sequence, String type, Instant time, Map<String, Object> data) {
        Map<String, Object> event = Map.of(
                "id",
                event(number).toString(),
                "type",
                type,
                "subject",
                task.toString(),
                "sequence",
                sequence,
                "time",
                time.toString(),
                "data",
                data);
        return new ConsumerRecord<>("any", 0, number, USER, new String(Json.write(event), StandardCharsets.UTF_8));
    }

    static Row taskRow(UUID task, int version, int occurrence, @Nullable Instant completed) {
        Instant created = task.equals(TASK) ? BEGIN : COMPLETED;
        return row(
                "task_id", task,
                "version", version,
                "series_id", TASK,
                "occurrence", occurrence,
                "recurrence_rule", "FREQ=DAILY",
                "completed_at", completed,
                "created_at", created,
                "updated_at", completed == null ? created : completed,
                "taken_back", false);
    }

    static Row handled(int number) {
        return row("event_id", event(number), "handled_at", COMPLETED.plusSeconds(1));
    }

    static Row fact(UUID task, int sequence, @Nullable Instant completed) {
        LocalDate today = LocalDate.ofInstant(BEGIN, ZoneOffset.UTC);
        return row(
                "task_id", task,
                "sequence", sequence,
                "created_day", today,
                "completed_day", completed == null ? null : today);
    }

    static Row daily(int created, int completed, int triggered) {
        return row(
                "user_id",
                USER,
                "day",
                LocalDate.ofInstant(BEGIN, ZoneOffset.UTC),
                "created",
                created,
                "completed",
                completed,
                "completed_with_due",
                0,
                "completed_on_time",
                0,
                "deleted",
                0,
                "reminders_triggered",
                triggered,
                "reminders_missed",
                0);
    }

    /** Column and value in turn. */
    static Row row(@Nullable Object... columns) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            row.put(String.valueOf(columns[i]), columns[i + 1]);
        }
        return new Row(row);
    }
}
