package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of a task lie in one partition, and each version appears first behind the one before it. (One that was sent
 * twice may appear again later: consumers apply only a newer sequence.)
 */
final class OrderPerTask implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        evidence.tasks().values().forEach(events -> firstBreach(events).ifPresent(violations::add));
        return new Finding("the order of each task is kept", evidence.tasks().size(), violations);
    }

    private static Optional<String> firstBreach(List<Published> events) {
        int seen = 0;
        for (Published event : events) {
            if (event.partition() != events.getFirst().partition()) {
                return Optional.of("%s: in another partition than %s"
                        .formatted(event.place(), events.getFirst().place()));
            }
            if (event.sequence() > seen + 1) {
                return Optional.of("%s: comes before sequence %d".formatted(event.place(), seen + 1));
            }
            seen = Math.max(seen, event.sequence());
        }
        return Optional.empty();
    }
}
