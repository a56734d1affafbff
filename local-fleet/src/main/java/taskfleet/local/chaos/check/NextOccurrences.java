package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import taskfleet.local.chaos.check.Evidence.Table;

/**
 * A completed recurring task has one next occurrence, unless its series has ended; one that is open again has none that
 * nobody touched; and no occurrence comes from nothing.
 */
final class NextOccurrences implements Rule {

    private static final Pattern COUNT = Pattern.compile("COUNT=(\\d+)");

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<UUID, TreeMap<Integer, Row>> series = new TreeMap<>();
        int occurrences = 0;
        for (Row task : evidence.rows(Table.TASK)) {
            if (task.has("series_id")) {
                occurrences++;
                Row other = series.computeIfAbsent(task.id("series_id"), id -> new TreeMap<>())
                        .put(task.number("occurrence"), task);
                if (other != null) {
                    violations.add("%s: there twice, also as task %s".formatted(name(task), other.id("task_id")));
                }
            }
        }
        series.values()
                .forEach(one -> one.forEach((number, task) -> {
                    breach(task, one.get(number + 1)).ifPresent(violations::add);
                    if (number > 1) {
                        comesFromNothing(task, one.get(number - 1), evidence).ifPresent(violations::add);
                    }
                }));
        return new Finding("completed recurring tasks have one next occurrence", occurrences, violations);
    }

    private static Optional<String> breach(Row task, @Nullable Row next) {
        if (task.has("deleted_at") || !task.has("recurrence_rule")) {
            return Optional.empty();
        }
        if (!task.has("completed_at")) {
            return next != null && isUntouched(next)
                    ? breach(task, "open, but followed by the untouched task " + next.id("task_id"))
                    : Optional.empty();
        }
        if (hasEnded(task)) {
            return next == null
                    ? Optional.empty()
                    : breach(task, "its series had ended, but this follows: task " + next.id("task_id"));
        }
        if (next == null) {
            return breach(task, "completed, but nothing follows");
        }
        return next.flag("taken_back") ? breach(task, "completed, but what followed is taken back") : Optional.empty();
    }

    private static Optional<String> breach(Row task, String what) {
        return Optional.of("%s: %s".formatted(name(task), what));
    }

    private static boolean isUntouched(Row task) {
        return !task.has("deleted_at") && task.instant("updated_at").equals(task.instant("created_at"));
    }

    private static boolean hasEnded(Row task) {
        Matcher count = COUNT.matcher(task.text("recurrence_rule"));
        return count.find() && task.number("occurrence") >= Integer.parseInt(count.group(1));
    }

    private static Optional<String> comesFromNothing(Row task, @Nullable Row previous, Evidence evidence) {
        boolean follows = previous != null
                && evidence.tasks().getOrDefault(previous.id("task_id"), List.of()).stream()
                        .anyMatch(event -> event.type().equals("task.completed"));
        return follows ? Optional.empty() : breach(task, "nobody completed the occurrence before it");
    }

    private static String name(Row task) {
        return "occurrence %d of series %s (task %s)"
                .formatted(task.number("occurrence"), task.id("series_id"), task.id("task_id"));
    }
}
