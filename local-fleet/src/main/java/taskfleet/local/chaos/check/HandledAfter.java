package taskfleet.local.chaos.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import taskfleet.local.chaos.check.Evidence.Table;

/**
 * How long events of topic {@code tasks} waited until a worker had handled them; what a hand-over of partitions costs is
 * the longest wait. recurring-worker keeps no inbox: there it is the time from a completion to the next occurrence.
 */
public record HandledAfter(String worker, List<Handled> events) {

    /** One event: when it was committed, and how long it took to its effect. */
    private record Handled(Instant committed, Duration after) {}

    public static List<HandledAfter> all(Evidence evidence) {
        return List.of(
                new HandledAfter("recurring-worker", occurrences(evidence)),
                new HandledAfter("reminder-worker", noted(evidence, Table.REMINDER_INBOX)),
                new HandledAfter("analytics-worker", noted(evidence, Table.ANALYTICS_INBOX)));
    }

    /** Of the events that were committed within a time, in order. */
    public List<Duration> of(Instant from, Instant to) {
        return events.stream()
                .filter(event ->
                        !event.committed().isBefore(from) && event.committed().isBefore(to))
                .map(Handled::after)
                .sorted()
                .toList();
    }

    private static List<Handled> noted(Evidence evidence, Table inbox) {
        Map<UUID, Instant> handled = evidence.inbox(inbox);
        return distinct(evidence).values().stream()
                .filter(event -> handled.containsKey(event.id()))
                .map(event -> new Handled(event.time(), Duration.between(event.time(), handled.get(event.id()))))
                .toList();
    }

    private static List<Handled> occurrences(Evidence evidence) {
        Map<UUID, Published> events = distinct(evidence);
        List<Handled> occurrences = new ArrayList<>();
        for (Published event : events.values()) {
            if (event.type().equals("task.created") && event.event().has("causationid")) {
                Published cause = events.get(
                        UUID.fromString(event.event().path("causationid").asText()));
                if (cause != null) {
                    occurrences.add(new Handled(cause.time(), Duration.between(cause.time(), event.time())));
                }
            }
        }
        return occurrences;
    }

    private static Map<UUID, Published> distinct(Evidence evidence) {
        return evidence.tasks().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Published::id, Function.identity(), (one, again) -> one));
    }
}
