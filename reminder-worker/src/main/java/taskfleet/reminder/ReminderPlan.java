package taskfleet.reminder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskStatus;
import taskfleet.reminder.Reminder.Status;

/**
 * What versions of tasks mean for their reminders, compared with those known so far.
 *
 * <p>A reminder whose time had passed when the task was written is not scheduled: there is nothing left to remind of.
 * (One whose time passes while this worker is down is: it was in the future then.)
 *
 * @param written rows to write: new, moved, edited or cancelled
 * @param told every new time of a reminder, to be told of by an event each
 * @param scheduled of those written, the new and the moved: each needs a job
 * @param cancelled as they were known, the ones that no longer fire: their jobs may go
 */
record ReminderPlan(List<Reminder> written, List<Reminder> told, List<Reminder> scheduled, List<Reminder> cancelled) {
    /**
     * From versions of one task, one after the other.
     *
     * @param known reminders of the task
     */
    static ReminderPlan of(List<Event> versions, List<Reminder> known) {
        var now = byId(known);
        var written = new LinkedHashMap<UUID, Reminder>();
        var told = new ArrayList<Reminder>();
        var scheduled = new LinkedHashMap<UUID, Reminder>();
        var cancelled = new LinkedHashMap<UUID, Reminder>();
        for (var version : versions) {
            var step = Step.of(version, List.copyOf(now.values()));
            now.putAll(byId(step.written()));
            written.putAll(byId(step.written()));
            told.addAll(step.scheduled());
            scheduled.putAll(byId(step.scheduled()));
            cancelled.keySet().removeAll(byId(step.scheduled()).keySet());
            cancelled.putAll(byId(step.cancelled()));
            scheduled.keySet().removeAll(byId(step.cancelled()).keySet());
        }
        return new ReminderPlan(
                List.copyOf(written.values()), told, List.copyOf(scheduled.values()), List.copyOf(cancelled.values()));
    }

    /** Of different tasks. */
    static ReminderPlan all(List<ReminderPlan> plans) {
        return new ReminderPlan(
                plans.stream().flatMap(plan -> plan.written().stream()).toList(),
                plans.stream().flatMap(plan -> plan.told().stream()).toList(),
                plans.stream().flatMap(plan -> plan.scheduled().stream()).toList(),
                plans.stream().flatMap(plan -> plan.cancelled().stream()).toList());
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    private static Map<UUID, Reminder> byId(List<Reminder> reminders) {
        var byId = new LinkedHashMap<UUID, Reminder>();
        reminders.forEach(reminder -> byId.put(reminder.id(), reminder));
        return byId;
    }

    /** What one version does. */
    private record Step(List<Reminder> written, List<Reminder> scheduled, List<Reminder> cancelled) {
        static Step of(Event event, List<Reminder> known) {
            var knownById = byId(known);
            var step = new Step(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            var wantedIds = new HashSet<UUID>();
            for (var wanted : wanted(event)) {
                wantedIds.add(wanted.id());
                step.add(wanted, knownById.get(wanted.id()), event.time());
            }
            known.stream()
                    .filter(reminder -> reminder.status() == Status.SCHEDULED && !wantedIds.contains(reminder.id()))
                    .forEach(step::cancel);
            return step;
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
}
