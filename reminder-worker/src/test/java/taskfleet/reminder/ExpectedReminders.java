package taskfleet.reminder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskStatus;

/** What must come of a history in which each event is handled once, in order, told without SQL. */
final class ExpectedReminders {
    /** One firing. */
    record Fired(UUID reminderId, Instant fireAt) {}

    private final Map<UUID, Map<UUID, Instant>> scheduledByTask = new HashMap<>();
    private final List<Fired> fired = new ArrayList<>();

    static ExpectedReminders of(List<RandomReminders.Moment> moments) {
        var expected = new ExpectedReminders();
        moments.forEach(moment -> {
            expected.fireUntil(moment.at());
            moment.events().forEach(expected::apply);
        });
        return expected;
    }

    List<Fired> fired() {
        return List.copyOf(fired);
    }

    /** Those that are still to come, by reminder. */
    Map<UUID, Instant> scheduled() {
        var all = new HashMap<UUID, Instant>();
        scheduledByTask.values().forEach(all::putAll);
        return all;
    }

    private void fireUntil(Instant now) {
        scheduledByTask
                .values()
                .forEach(reminders -> reminders.entrySet().removeIf(reminder -> {
                    boolean due = reminder.getValue().isBefore(now);
                    if (due) {
                        fired.add(new Fired(reminder.getKey(), reminder.getValue()));
                    }
                    return due;
                }));
    }

    private void apply(Event event) {
        var before = scheduledByTask.getOrDefault(event.data().taskId(), Map.of());
        var after = new HashMap<UUID, Instant>();
        wanted(event).forEach((reminder, fireAt) -> {
            boolean stays = fireAt.equals(before.get(reminder));
            boolean isNew = fireAt.isAfter(event.time()) && !fired.contains(new Fired(reminder, fireAt));
            if (stays || isNew) {
                after.put(reminder, fireAt);
            }
        });
        scheduledByTask.put(event.data().taskId(), after);
    }

    private static Map<UUID, Instant> wanted(Event event) {
        var task = ((TaskEvent) event.data()).task();
        var wanted = new HashMap<UUID, Instant>();
        if (!(event.data() instanceof TaskDeleted) && task.status() == TaskStatus.OPEN) {
            task.reminders().forEach(spec -> {
                var reminder = Reminder.scheduled(task, spec, event);
                wanted.put(reminder.id(), reminder.fireAt());
            });
        }
        return wanted;
    }
}
