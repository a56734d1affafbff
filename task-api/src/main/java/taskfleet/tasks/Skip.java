package taskfleet.tasks;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import taskfleet.events.Due;
import taskfleet.events.TaskEvent;
import taskfleet.kit.http.Problem;

/**
 * The wish to leave out one date of a series. It names the date, so that a repetition skips nothing more.
 *
 * @param date when the task is due that is to be skipped
 */
record Skip(Due date) {
    private static final Set<String> FIELDS = Set.of("due_at");

    static Skip read(RoutingContext context) {
        var fields = Fields.of(RequestBody.of(context)).only(FIELDS);
        var date = TaskDraft.due(fields);
        if (!fields.has("due_at")) {
            fields.reject("due_at", "absent", "the due_at of the task, as the date to skip");
        }
        fields.check();
        return new Skip(Objects.requireNonNull(date));
    }

    /**
     * The task on its next date; empty where that date has been passed already.
     *
     * @throws Problem.ProblemException when it has no such date, or none after it
     */
    Optional<TaskEvent> applyTo(Task task, Instant now) {
        var due = task.snapshot().due();
        if (due == null || task.snapshot().recurrence() == null || task.isCompleted()) {
            throw Problem.conflict("Only an open task that recurs and has a due date can be skipped.")
                    .asException();
        }
        var zone = task.snapshot().timeZone();
        int distance = date.startsAt(zone).compareTo(due.startsAt(zone));
        if (distance > 0) {
            throw Problem.conflict("The task is due before that, at %s.".formatted(due))
                    .asException();
        }
        return distance < 0 ? Optional.empty() : Optional.of(task.skip(now).orElseThrow(Skip::noLaterDate));
    }

    private static Problem.ProblemException noLaterDate() {
        return Problem.conflict("The series has no later date; delete the task, or set its recurrence to null.")
                .asException();
    }
}
