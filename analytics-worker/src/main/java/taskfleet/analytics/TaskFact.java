package taskfleet.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.Priority;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskSnapshot;

/**
 * What of one version of a task counts. All statistics are sums over the facts of the newest versions, so they don't
 * depend on the order in which events arrive, nor on how often.
 *
 * <p>A deleted task still counts as created, and as completed if it was; it is neither open nor overdue.
 *
 * @param createdDay in the task's time zone, as the other days
 * @param onTime of a completed task with a due date: whether it was not overdue yet when it was completed
 * @param deadline after it an open task is overdue
 */
record TaskFact(
        UUID taskId,
        String userId,
        int sequence,
        LocalDate createdDay,
        @Nullable LocalDate completedDay,
        @Nullable Boolean onTime,
        @Nullable LocalDate deletedDay,
        @Nullable Instant deadline,
        Priority priority,
        List<String> tags) {
    static TaskFact of(Event event) {
        var task = ((TaskEvent) event.data()).task();
        var deadline = task.due() == null ? null : task.due().deadline(task.timeZone());
        return new TaskFact(
                task.taskId(),
                task.userId(),
                event.sequence(),
                day(task.createdAt(), task),
                task.completedAt() == null ? null : day(task.completedAt(), task),
                onTime(task.completedAt(), deadline),
                event.data() instanceof TaskDeleted ? day(event.time(), task) : null,
                deadline,
                task.priority(),
                task.tags());
    }

    private static @Nullable Boolean onTime(@Nullable Instant completedAt, @Nullable Instant deadline) {
        return (completedAt == null || deadline == null) ? null : Boolean.valueOf(!completedAt.isAfter(deadline));
    }

    private static LocalDate day(Instant instant, TaskSnapshot task) {
        return LocalDate.ofInstant(instant, task.timeZone());
    }
}
