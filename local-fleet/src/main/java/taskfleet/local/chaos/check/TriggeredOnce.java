package taskfleet.local.chaos.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import taskfleet.local.chaos.check.Evidence.Table;

/**
 * What was scheduled and came due is triggered by one event, not before its time; unless a later version of the task
 * took it back, and then not after reminder-worker had handled that version.
 */
final class TriggeredOnce implements Rule {

    /** A firing that had claimed its row may end so long after the version that takes it back was taken up. */
    private static final Duration CLAIMED = Duration.ofSeconds(30);

    private record Firing(UUID reminder, Instant fireAt) {
        static Firing of(Published event) {
            return new Firing(event.reminder(), event.instant("fire_at"));
        }
    }

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<Firing, List<Published>> scheduled = byFiring(evidence, "reminder.scheduled");
        Map<Firing, List<Published>> triggered = byFiring(evidence, "reminder.triggered");
        scheduled.forEach((firing, events) -> {
            boolean due = firing.fireAt().isBefore(evidence.readAt().minus(WantedReminders.FIRING));
            if (due
                    && !triggered.containsKey(firing)
                    && takenBack(evidence, events.getLast()).isEmpty()) {
                violations.add(
                        "%s for %s: never triggered".formatted(events.getLast().place(), firing.fireAt()));
            }
        });
        Map<UUID, Instant> handled = evidence.inbox(Table.REMINDER_INBOX);
        triggered.forEach((firing, events) -> {
            Set<UUID> ids = events.stream().map(Published::id).collect(Collectors.toSet());
            Published event = events.getFirst();
            if (ids.size() > 1) {
                violations.add("reminder %s for %s: triggered by events %s (expected: one)"
                        .formatted(firing.reminder(), firing.fireAt(), ids));
            }
            if (!scheduled.containsKey(firing)) {
                violations.add("%s for %s: was never scheduled".formatted(event.place(), firing.fireAt()));
            }
            if (event.instant("triggered_at").isBefore(firing.fireAt())) {
                violations.add("%s for %s: triggered before its time".formatted(event.place(), firing.fireAt()));
            }
            takenBack(evidence, event)
                    .filter(version -> wasHandledBefore(version, event, handled))
                    .ifPresent(version -> violations.add("%s for %s: triggered though %s had been handled"
                            .formatted(event.place(), firing.fireAt(), version.place())));
        });
        int due = (int) scheduled.keySet().stream()
                .filter(firing -> firing.fireAt().isBefore(evidence.readAt()))
                .count();
        return new Finding("every due reminder is triggered exactly once", due, violations);
    }

    private static Map<Firing, List<Published>> byFiring(Evidence evidence, String type) {
        return evidence.reminders().stream()
                .filter(event -> event.type().equals(type))
                .collect(Collectors.groupingBy(Firing::of, LinkedHashMap::new, Collectors.toList()));
    }

    /** The first later version of the task that doesn't want this reminder any more. */
    private static Optional<Published> takenBack(Evidence evidence, Published reminder) {
        return evidence.tasks().getOrDefault(reminder.task(), List.of()).stream()
                .filter(version -> version.sequence() > reminder.sequence())
                .filter(version -> !Wishes.include(version, reminder.instant("fire_at")))
                .findFirst();
    }

    private static boolean wasHandledBefore(Published version, Published triggered, Map<UUID, Instant> handled) {
        Instant at = handled.get(version.id());
        return at != null && at.plus(CLAIMED).isBefore(triggered.instant("triggered_at"));
    }
}
