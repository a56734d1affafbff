package taskfleet.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;

/**
 * What the statistics must be for a set of events, told without SQL and without an order: the newest version of each
 * task counts, and each firing of a reminder.
 */
record ExpectedStatistics(Map<UserDay, Counts> daily, Map<UUID, Event> newest) {
    record UserDay(String userId, LocalDate day) {}

    record Counts(int created, int completed, int withDue, int onTime, int deleted, int triggered, int missed) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    created + other.created,
                    completed + other.completed,
                    withDue + other.withDue,
                    onTime + other.onTime,
                    deleted + other.deleted,
                    triggered + other.triggered,
                    missed + other.missed);
        }
    }

    static ExpectedStatistics of(Collection<Event> events) {
        var expected = new ExpectedStatistics(new HashMap<>(), new HashMap<>());
        for (var event : events) {
            switch (event.data()) {
                case TaskEvent change ->
                    expected.newest.merge(
                            change.taskId(), event, (one, other) -> one.sequence() > other.sequence() ? one : other);
                case ReminderTriggered fired -> expected.addReminder(fired);
                default -> {}
            }
        }
        expected.newest.values().forEach(expected::addTask);
        return expected;
    }

    private void addTask(Event event) {
        var task = ((TaskEvent) event.data()).task();
        add(task.userId(), task.createdAt(), task.timeZone(), new Counts(1, 0, 0, 0, 0, 0, 0));
        if (task.completedAt() != null) {
            int withDue = task.due() == null ? 0 : 1;
            int onTime =
                    task.due() == null || task.completedAt().isAfter(task.due().deadline(task.timeZone())) ? 0 : 1;
            add(task.userId(), task.completedAt(), task.timeZone(), new Counts(0, 1, withDue, onTime, 0, 0, 0));
        }
        if (event.data() instanceof TaskDeleted) {
            add(task.userId(), event.time(), task.timeZone(), new Counts(0, 0, 0, 0, 1, 0, 0));
        }
    }

    private void addReminder(ReminderTriggered fired) {
        var counts = fired.missed() ? new Counts(0, 0, 0, 0, 0, 0, 1) : new Counts(0, 0, 0, 0, 0, 1, 0);
        add(fired.userId(), fired.triggeredAt(), fired.timeZone(), counts);
    }

    private void add(String userId, Instant at, ZoneId zone, Counts counts) {
        daily.merge(new UserDay(userId, LocalDate.ofInstant(at, zone)), counts, Counts::plus);
    }
}
