package taskfleet.local.chaos.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import taskfleet.local.chaos.check.Evidence.Table;

/**
 * The reminders are those that the newest version of each task wants: what lay ahead when it was written stands there,
 * triggered when its time has come; what it doesn't want is not scheduled.
 */
final class WantedReminders implements Rule {

    /** A reminder whose time came so shortly before the tables were read may still be firing. */
    static final Duration FIRING = Duration.ofSeconds(15);

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<UUID, List<Row>> rows =
                evidence.rows(Table.REMINDER).stream().collect(Collectors.groupingBy(row -> row.id("task_id")));
        evidence.tasks().keySet().forEach(task -> {
            List<Row> known = rows.getOrDefault(task, List.of());
            missing(evidence, evidence.newest(task), known, violations);
            unwanted(evidence, evidence.newest(task), known, violations);
        });
        int reminders = evidence.rows(Table.REMINDER).size();
        return new Finding("the reminders are what the tasks want", reminders, violations);
    }

    private static void missing(Evidence evidence, Published task, List<Row> rows, List<String> violations) {
        for (Instant wanted : Wishes.of(task)) {
            boolean there = rows.stream()
                    .anyMatch(row -> row.instant("fire_at").equals(wanted) && stands(row, evidence.readAt()));
            if (wanted.isAfter(task.time()) && !there) {
                violations.add("a reminder at %s, wanted by %s: not there, or not as it should be (known: %s)"
                        .formatted(
                                wanted,
                                task.place(),
                                rows.stream().map(WantedReminders::shown).toList()));
            }
        }
    }

    /** Whether it has fired when it is due, and else will. */
    private static boolean stands(Row reminder, Instant now) {
        Instant fireAt = reminder.instant("fire_at");
        return switch (reminder.text("status")) {
            case "triggered" -> !fireAt.isAfter(now);
            case "scheduled" -> fireAt.isAfter(now.minus(FIRING));
            default -> false;
        };
    }

    private static void unwanted(Evidence evidence, Published task, List<Row> rows, List<String> violations) {
        rows.stream()
                .filter(row -> row.text("status").equals("scheduled"))
                .filter(row -> !Wishes.include(task, row.instant("fire_at")) || !stands(row, evidence.readAt()))
                .forEach(row -> violations.add(
                        "%s: scheduled, which %s doesn't want, or overdue".formatted(shown(row), task.place())));
    }

    private static String shown(Row reminder) {
        return "reminder %s, %s for %s"
                .formatted(reminder.id("reminder_id"), reminder.text("status"), reminder.instant("fire_at"));
    }
}
