package taskfleet.tasks;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Conditions;
import taskfleet.kit.http.Problem;

/**
 * Operations done one after the other on tasks as they were read: what each comes to, and what there is to write then.
 * An operation meets its task as the ones before have left it.
 */
final class TaskBatch {
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final String userId;
    private final Instant now;
    private final Map<UUID, Integer> versions = new HashMap<>();
    private final Map<UUID, Task> tasks;
    private final Map<UUID, Task> changed = new LinkedHashMap<>();
    private final Map<UUID, TaskSnapshot> deleted = new LinkedHashMap<>();
    private final List<TaskEvent> events = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** What one operation comes to. */
    sealed interface Outcome {
        record Created(TaskSnapshot task) implements Outcome {}

        /** Also where there was nothing to change. */
        record Changed(TaskSnapshot task) implements Outcome {}

        record Deleted() implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * A batch of one user.
     *
     * @param tasks those that the operations are to change, as far as they are there
     */
    TaskBatch(String userId, Map<UUID, Task> tasks, Instant now) {
        this.userId = userId;
        this.tasks = new HashMap<>(tasks);
        this.now = now;
        tasks.forEach((id, task) -> versions.put(id, task.snapshot().version()));
    }

    void apply(BatchRequest.Operation operation) {
        outcomes.add(
                switch (operation) {
                    case BatchRequest.Operation.Create create -> create(create.draft());
                    case BatchRequest.Operation.Patch patch ->
                        change(
                                patch.id(),
                                patch.conditions(),
                                task -> new TaskPatch(patch.patch(), false).applyTo(task, now));
                    case BatchRequest.Operation.Complete complete ->
                        change(complete.id(), complete.conditions(), task -> task.complete(now));
                    case BatchRequest.Operation.Delete delete ->
                        change(delete.id(), delete.conditions(), task -> Optional.of(task.delete(now)));
                    case BatchRequest.Operation.Refused refused -> new Outcome.Refused(refused.problem());
                });
    }

    /** One for each operation, in their order. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    boolean hasRefusals() {
        return outcomes.stream().anyMatch(Outcome.Refused.class::isInstance);
    }

    /** The versions that the tasks to be written must still have. */
    Map<UUID, Integer> versionsSeen() {
        var seen = new HashMap<>(versions);
        seen.keySet().removeIf(id -> !changed.containsKey(id) && !deleted.containsKey(id));
        return seen;
    }

    /** The tasks to be written, new ones and old ones, as the last operation has left them. */
    List<Task> changed() {
        return List.copyOf(changed.values());
    }

    /** The tasks to be buried, as their deletions tell of them. */
    List<TaskSnapshot> deleted() {
        return List.copyOf(deleted.values());
    }

    List<TaskEvent> events() {
        return events;
    }

    private Outcome create(TaskDraft draft) {
        var created = Task.create(IDS.generate(), userId, draft, now);
        changed.put(created.task().taskId(), new Task(created.task(), null));
        events.add(created);
        return new Outcome.Created(created.task());
    }

    private Outcome change(UUID id, Conditions conditions, Function<Task, Optional<? extends TaskEvent>> verb) {
        var task = tasks.get(id);
        if (task == null) {
            return new Outcome.Refused(Problem.notFound("There is no such task."));
        }
        try {
            var change = verb.apply(task);
            conditions.checkWrite(TaskAnswer.tagOf(task.snapshot()));
            return change.map(event -> note(task, event)).orElseGet(() -> new Outcome.Changed(task.snapshot()));
        } catch (Problem.ProblemException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private Outcome note(Task task, TaskEvent event) {
        var id = event.task().taskId();
        events.add(event);
        if (event instanceof TaskDeleted) {
            tasks.remove(id);
            changed.remove(id);
            deleted.put(id, event.task());
            return new Outcome.Deleted();
        }
        var after = task.after(event);
        tasks.put(id, after);
        changed.put(id, after);
        return new Outcome.Changed(event.task());
    }
}
