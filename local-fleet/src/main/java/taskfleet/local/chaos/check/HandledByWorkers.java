package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import taskfleet.local.chaos.check.Evidence.Table;

/** Every event that a worker with an inbox acts upon stands in it. */
final class HandledByWorkers implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Set<UUID> reminderWorker = evidence.inbox(Table.REMINDER_INBOX).keySet();
        Set<UUID> analyticsWorker = evidence.inbox(Table.ANALYTICS_INBOX).keySet();
        List<Published> tasks =
                evidence.tasks().values().stream().flatMap(List::stream).toList();
        List<Published> triggered = evidence.reminders().stream()
                .filter(event -> event.type().equals("reminder.triggered"))
                .toList();
        tasks.stream()
                .filter(event -> !reminderWorker.contains(event.id()))
                .forEach(event -> violations.add("reminder-worker never handled " + event.place()));
        Stream.concat(tasks.stream(), triggered.stream())
                .filter(event -> !analyticsWorker.contains(event.id()))
                .forEach(event -> violations.add("analytics-worker never handled " + event.place()));
        return new Finding("every event was handled by its workers", 2 * tasks.size() + triggered.size(), violations);
    }
}
