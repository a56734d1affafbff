package taskfleet.reminder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskStatus;
import taskfleet.reminder.Reminder.Status;

/**
 * What a version of a task means for its reminders, compared with those known so far.
 *
 * <p>A reminder whose time had passed when the task was written is not scheduled: there is nothing left to remind of.
 * (One whose time passes while this worker is down is: it was in the future then.)
 *
 * @param written rows to write: new, moved, edited or cancelled
 * @param scheduled of those, the new and the moved: each is told of by an event and needs a job
 * @param cancelled of those, the ones that no longer fire: their jobs may go
 */
record ReminderPlan(List<Reminder> written, List<Reminder> scheduled, List<Reminder> cancelled) {
    static ReminderPlan of(Event event, List<Reminder> known) {
        var knownById = known.stream().collect(Collectors.toMap(Reminder::id, Function.identity()));
        var plan = new ReminderPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var wantedIds = new HashSet<UUID>();
        for (var wanted : wanted(event)) {
            wantedIds.add(wanted.id());
            plan.add(wanted, knownById.get(wanted.id()), event.time());
        }
        known.stream()
                .filter(reminder -> reminder.status() == Status.SCHEDULED && !wantedIds.contains(reminder.id()))
                .forEach(plan::cancel);
        return plan;
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    private static List<Reminder> wanted(Event event) {
        var task = ((TaskEvent) event.data()).task();
        if (event.data() instanceof TaskDeleted || task.status() == TaskStatus.COMPLETED) {
            return List.of();
        }
        return task.reminders().stream()
                .distinct()
                .map(spec -> Reminder.scheduled(task, spec, event))
                .toList();
    }

    private void add(Reminder wanted, @Nullable Reminder known, Instant writtenAt) {
        boolean sameTime = known != null && known.fireAt().equals(wanted.fireAt());
        if (known != null && sameTime && known.status() == Status.TRIGGERED) {
            return; // it has fired for this very time
        }
        if (known != null && sameTime && known.status() == Status.SCHEDULED) {
            written.add(wanted.keeping(known)); // it will fire with the task's title as it is now
            return;
        }
        if (wanted.fireAt().isAfter(writtenAt)) {
            written.add(wanted);
            scheduled.add(wanted);
        } else if (known != null && known.status() == Status.SCHEDULED) {
            cancel(known);
        }
    }

    private void cancel(Reminder reminder) {
        written.add(reminder.cancelled());
        cancelled.add(reminder);
    }
}
