package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Of every task in the database, whoever wrote it, the topic has all versions and no others. */
final class CompleteHistories implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<UUID, Row> tasks = evidence.rows(Evidence.Table.TASK).stream()
                .collect(Collectors.toMap(row -> row.id("task_id"), Function.identity()));
        tasks.forEach((task, row) -> {
            Set<Integer> published = evidence.tasks().getOrDefault(task, List.of()).stream()
                    .map(Published::sequence)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Integer> committed = IntStream.rangeClosed(1, row.number("version"))
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!published.equals(committed)) {
                violations.add(
                        "task %s: versions %s in topic tasks (expected: %s)".formatted(task, published, committed));
            }
        });
        evidence.tasks().keySet().stream()
                .filter(task -> !tasks.containsKey(task))
                .forEach(task -> violations.add("task %s: in topic tasks, but not in the database".formatted(task)));
        return new Finding("every version of every task is in the topic", tasks.size(), violations);
    }
}
