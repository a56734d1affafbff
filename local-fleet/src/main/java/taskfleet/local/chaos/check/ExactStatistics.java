package taskfleet.local.chaos.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import taskfleet.local.chaos.check.Evidence.Table;

/**
 * The statistics are those of a model that counts the newest version of each task, and each firing of a reminder, once.
 * The model is written anew here, from the documentation: the worker's own code would repeat its own mistakes.
 */
final class ExactStatistics implements Rule {

    /** The columns of table {@code daily}, in its order. */
    private static final List<String> SUMS = List.of(
            "created",
            "completed",
            "completed_with_due",
            "completed_on_time",
            "deleted",
            "reminders_triggered",
            "reminders_missed");

    /** What of a task counts; days are those of its time zone. */
    private record Fact(
            int sequence,
            LocalDate created,
            @Nullable LocalDate completed,
            @Nullable Boolean onTime,
            @Nullable LocalDate deleted) {}

    private record UserDay(String user, LocalDate day) {}

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<UUID, Fact> expected = evidence.tasks().keySet().stream()
                .collect(Collectors.toMap(task -> task, task -> factOf(evidence.newest(task))));
        Map<UUID, Fact> counted = evidence.rows(Table.TASK_FACT).stream()
                .collect(Collectors.toMap(row -> row.id("task_id"), ExactStatistics::factOf));
        compare("task_fact of task", expected, counted, violations);
        compare("daily of", sums(evidence, expected), sums(evidence.rows(Table.DAILY)), violations);
        return new Finding("the statistics are exact", expected.size(), violations);
    }

    private static <K, V> void compare(String what, Map<K, V> expected, Map<K, V> found, List<String> violations) {
        Set<K> keys = new HashSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (K key : keys) {
            if (!Objects.equals(expected.get(key), found.get(key))) {
                violations.add("%s %s: %s (expected: %s)".formatted(what, key, found.get(key), expected.get(key)));
            }
        }
    }

    private static Fact factOf(Published newest) {
        boolean completed = newest.data().has("completed_at");
        return new Fact(
                newest.sequence(),
                day(newest, newest.instant("created_at")),
                completed ? day(newest, newest.instant("completed_at")) : null,
                onTime(newest, completed),
                newest.isDeletion() ? day(newest, newest.time()) : null);
    }

    private static @Nullable Boolean onTime(Published newest, boolean completed) {
        return (completed && newest.data().has("due_at"))
                ? Boolean.valueOf(!newest.instant("completed_at").isAfter(deadline(newest)))
                : null;
    }

    private static Fact factOf(Row row) {
        return new Fact(
                row.number("sequence"),
                row.day("created_day"),
                row.has("completed_day") ? row.day("completed_day") : null,
                row.has("on_time") ? Boolean.valueOf(row.flag("on_time")) : null,
                row.has("deleted_day") ? row.day("deleted_day") : null);
    }

    private static LocalDate day(Published event, Instant moment) {
        return LocalDate.ofInstant(moment, event.zone());
    }

    /** An all-day task is overdue from the next midnight. */
    private static Instant deadline(Published event) {
        String due = event.data().path("due_at").asText();
        return due.contains("T")
                ? OffsetDateTime.parse(due).toInstant()
                : LocalDate.parse(due).plusDays(1).atStartOfDay(event.zone()).toInstant();
    }

    private static Map<UserDay, List<Integer>> sums(Evidence evidence, Map<UUID, Fact> facts) {
        Map<UserDay, List<Integer>> sums = new HashMap<>();
        facts.forEach((task, fact) -> {
            String user = evidence.newest(task).key();
            add(sums, user, fact.created(), "created");
            add(sums, user, fact.completed(), "completed");
            add(sums, user, fact.deleted(), "deleted");
            if (fact.onTime() != null) {
                add(sums, user, fact.completed(), "completed_with_due");
                add(sums, user, fact.onTime() ? fact.completed() : null, "completed_on_time");
            }
        });
        Set<List<Object>> firings = new HashSet<>();
        evidence.reminders().stream()
                .filter(event -> event.type().equals("reminder.triggered"))
                .filter(event -> firings.add(List.of(event.reminder(), event.instant("fire_at"))))
                .forEach(event -> add(
                        sums,
                        event.key(),
                        day(event, event.instant("triggered_at")),
                        event.data().path("missed").asBoolean() ? "reminders_missed" : "reminders_triggered"));
        return sums;
    }

    private static void add(Map<UserDay, List<Integer>> sums, String user, @Nullable LocalDate day, String column) {
        if (day != null) {
            List<Integer> ofDay = sums.computeIfAbsent(
                    new UserDay(user, day),
                    key -> new ArrayList<>(SUMS.stream().map(sum -> 0).toList()));
            int index = SUMS.indexOf(column);
            ofDay.set(index, ofDay.get(index) + 1);
        }
    }

    /** A day on which all was taken back may be left with zeros. */
    private static Map<UserDay, List<Integer>> sums(List<Row> daily) {
        return daily.stream()
                .filter(row -> SUMS.stream().anyMatch(column -> row.number(column) != 0))
                .collect(Collectors.toMap(
                        row -> new UserDay(row.text("user_id"), row.day("day")),
                        row -> SUMS.stream().map(row::number).toList()));
    }
}
