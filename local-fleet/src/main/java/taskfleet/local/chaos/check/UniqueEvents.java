package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A version is told by one event: sent twice perhaps, but under one id. */
final class UniqueEvents implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        int versions = 0;
        for (Map.Entry<UUID, List<Published>> task : evidence.tasks().entrySet()) {
            Map<Integer, Set<UUID>> ids = task.getValue().stream()
                    .collect(Collectors.groupingBy(
                            Published::sequence, Collectors.mapping(Published::id, Collectors.toSet())));
            versions += ids.size();
            ids.forEach((sequence, different) -> {
                if (different.size() > 1) {
                    violations.add("task %s, sequence %d: events %s (expected: one)"
                            .formatted(task.getKey(), sequence, different));
                }
            });
        }
        return new Finding("every version has one event id", versions, violations);
    }
}
