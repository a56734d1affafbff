package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import taskfleet.events.TaskEvent;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;

/**
 * An edit by its user, as a JSON merge patch.
 *
 * @param isAlone whether it is of this occurrence only; else it is of all that follow it too
 */
record TaskPatch(Fields patch, boolean isAlone) {
    private static final List<String> OF_THE_SERIES = List.of("recurrence", "time_zone");

    static TaskPatch read(RoutingContext context) {
        var scope = Optional.ofNullable(context.queryParams().get("scope")).orElse("following");
        if (!scope.equals("this") && !scope.equals("following")) {
            throw Problem.invalid(List.of(Violation.of("?scope", scope, "this or following")))
                    .asException();
        }
        return new TaskPatch(Fields.of(RequestBody.of(context)), scope.equals("this"));
    }

    /**
     * The task after it; empty where it changes nothing.
     *
     * @throws Problem.ProblemException when no task could be so
     */
    Optional<TaskEvent> applyTo(Task task, Instant now) {
        var recurrence = task.snapshot().recurrence();
        if (isAlone && recurrence != null) {
            refuseWhatIsOfTheSeries();
            return task.editAlone(patched(TaskJson.editable(task.snapshot())), now);
        }
        var edited = patched(TaskJson.editable(task.snapshot()));
        var following = recurrence == null || recurrence.following() == null
                ? edited
                : patched(TaskJson.editableFollowing(task.snapshot()));
        return task.edit(edited, following, now);
    }

    private TaskDraft patched(JsonObject fields) {
        return TaskDraft.read(patch.mergedInto(fields));
    }

    private void refuseWhatIsOfTheSeries() {
        var refusal = patch.apart();
        OF_THE_SERIES.stream()
                .filter(patch::names)
                .forEach(name -> refusal.reject(
                        name, "given", "an edit with ?scope=following, since it is of the whole series"));
        refusal.check();
    }
}
