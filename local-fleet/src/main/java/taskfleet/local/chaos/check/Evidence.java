package taskfleet.local.chaos.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import taskfleet.local.Fleet;
import taskfleet.local.TopicReader;
import taskfleet.local.chaos.load.Ledger;
import taskfleet.local.process.FleetFailure;

/**
 * All that a run has left behind: what users were told, what lies in the topics, what stands in the tables.
 *
 * @param readAt when it was read: what was due until shortly before must have happened
 * @param tasks the events of topic {@code tasks} by task, each in the order of its partition
 * @param reminders the events of topic {@code reminders}
 * @param tables the rows by table
 */
public record Evidence(
        Instant readAt,
        Ledger ledger,
        Map<UUID, List<Published>> tasks,
        List<Published> reminders,
        List<ConsumerRecord<String, String>> deadLetters,
        Map<Table, List<Row>> tables) {

    /** What is read of the database. */
    enum Table {
        TASK("SELECT * FROM task.task"),
        REMINDER("SELECT * FROM reminder.reminder"),
        REMINDER_INBOX("SELECT event_id, handled_at FROM reminder.inbox"),
        ANALYTICS_INBOX("SELECT event_id, handled_at FROM analytics.inbox"),
        TASK_FACT("SELECT * FROM analytics.task_fact"),
        REMINDER_FACT("SELECT * FROM analytics.reminder_fact"),
        DAILY("SELECT * FROM analytics.daily"),
        TASK_OUTBOX("SELECT * FROM task.outbox"),
        REMINDER_OUTBOX("SELECT * FROM reminder.outbox");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }
    }

    public static Evidence read(Fleet fleet, Ledger ledger) {
        var topics = new TopicReader(fleet.kafka().bootstrapServers());
        Instant readAt = Instant.now();
        Map<Table, List<Row>> tables = new TreeMap<>();
        try (Connection connection = fleet.postgres().connect()) {
            for (Table table : Table.values()) {
                tables.put(table, Row.query(connection, table.sql));
            }
        } catch (SQLException e) {
            throw new FleetFailure("verdict: the tables can't be read (%s)".formatted(e.getMessage()), e);
        }
        return new Evidence(
                readAt,
                ledger,
                byTask(topics.read(List.of("tasks"))),
                topics.read(List.of("reminders")).stream().map(Published::of).toList(),
                topics.deadLetters(),
                tables);
    }

    /** What every rule says of it. */
    public List<Finding> judged() {
        return Rule.all().stream().map(rule -> rule.check(this)).toList();
    }

    /** How late reminders fired that were due within a time, in order. */
    public List<Duration> lateness(Instant from, Instant to) {
        return reminders.stream()
                .filter(event -> event.type().equals("reminder.triggered"))
                .filter(event -> !event.instant("fire_at").isBefore(from)
                        && event.instant("fire_at").isBefore(to))
                .map(event -> Duration.between(event.instant("fire_at"), event.instant("triggered_at")))
                .sorted()
                .toList();
    }

    List<Row> rows(Table table) {
        return tables.getOrDefault(table, List.of());
    }

    /** The version of a task by which it is known last. */
    Published newest(UUID task) {
        return tasks.getOrDefault(task, List.of()).stream()
                .max((one, other) -> Integer.compare(one.sequence(), other.sequence()))
                .orElseThrow();
    }

    /** Handled when, by event. */
    Map<UUID, Instant> inbox(Table table) {
        return rows(table).stream()
                .collect(Collectors.toMap(
                        row -> row.id("event_id"), row -> row.instant("handled_at"), (one, other) -> one));
    }

    static Map<UUID, List<Published>> byTask(List<ConsumerRecord<String, String>> records) {
        Map<UUID, List<Published>> byTask = new TreeMap<>();
        for (ConsumerRecord<String, String> published : records) {
            Published event = Published.of(published);
            byTask.computeIfAbsent(event.task(), task -> new ArrayList<>()).add(event);
        }
        return byTask;
    }
}
