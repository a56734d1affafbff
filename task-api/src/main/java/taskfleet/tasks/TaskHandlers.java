package taskfleet.tasks;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Conditions;
import taskfleet.kit.http.NextPage;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.RequestTrace;
import taskfleet.kit.http.UserTokens;

/** What the public routes do: requests become changes of tasks, tasks become answers. */
final class TaskHandlers {
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final TaskStore store;
    private final CreationStore creations;
    private final Clock clock;
    private final TaskApiConfig.Limits limits;
    private final TaskApiConfig.Writes writes;

    TaskHandlers(
            TaskStore store,
            CreationStore creations,
            Clock clock,
            TaskApiConfig.Limits limits,
            TaskApiConfig.Writes writes) {
        this.store = store;
        this.creations = creations;
        this.clock = clock;
        this.limits = limits;
        this.writes = writes;
    }

    void create(RoutingContext context) {
        var draft = TaskDraft.read(Fields.of(RequestBody.of(context)));
        var event = event(context, Task.create(IDS.generate(), UserTokens.userOf(context), draft, now()));
        var attempt = Attempt.of(context.request(), taskOf(event));
        if (attempt.isPresent()) {
            TaskAnswer.created(context, createOnce(event, attempt.get(), draft));
        } else {
            store.insert(event);
            TaskAnswer.created(context, taskOf(event));
        }
    }

    /** Gives a repeat the task as it was when it was created: the first answer, whatever has become of it. */
    private TaskSnapshot createOnce(Event event, Attempt attempt, TaskDraft draft) {
        var created = taskOf(event);
        var earlier = creations.insert(event, attempt);
        if (earlier.isEmpty()) {
            return created;
        }
        if (!attempt.fingerprint().equals(earlier.get().fingerprint())) {
            throw Problem.keyReused("Idempotency-Key: %s (expected: another key for another task). Nothing was changed."
                            .formatted(attempt.key()))
                    .asException();
        }
        return Task.create(
                        earlier.get().taskId(),
                        created.userId(),
                        draft,
                        earlier.get().createdAt())
                .task();
    }

    void list(RoutingContext context) {
        var query = TaskQuery.read(UserTokens.userOf(context), context.queryParams(), limits);
        var found = store.list(query);
        var page = found.subList(0, Math.min(found.size(), query.limit()));
        var tasks = new JsonArray();
        page.forEach(task -> tasks.add(TaskJson.of(task)));
        var answer = new JsonObject().put("tasks", tasks);
        if (found.size() > page.size()) {
            var cursor = query.cursorBehind(page.getLast());
            answer.put("next_cursor", cursor);
            NextPage.link(context, cursor);
        }
        context.json(answer);
    }

    void get(RoutingContext context) {
        TaskAnswer.found(context, find(context).snapshot());
    }

    void patch(RoutingContext context) {
        var patch = TaskPatch.read(context);
        TaskAnswer.changed(context, change(context, store::change, task -> patch.applyTo(task, now())));
    }

    void skip(RoutingContext context) {
        var skip = Skip.read(context);
        TaskAnswer.changed(context, change(context, store::change, task -> skip.applyTo(task, now())));
    }

    void complete(RoutingContext context) {
        TaskAnswer.changed(context, change(context, store::change, task -> task.complete(now())));
    }

    void delete(RoutingContext context) {
        change(context, store::delete, task -> Optional.of(task.delete(now())));
        context.response().setStatusCode(204).end();
    }

    void reopen(RoutingContext context) {
        var conditions = conditions(context);
        var more = new JsonObject();
        var reopening = store.reopen(taskId(context), UserTokens.userOf(context), locked -> {
                    var task = locked.task();
                    conditions.checkWrite(TaskAnswer.tagOf(task.snapshot()));
                    var reopened = task.reopen(now());
                    var takenBack = locked.next()
                            .filter(next -> reopened.isPresent() && canTakeBack(task, next))
                            .map(next -> next.delete(now()));
                    locked.next().ifPresent(next -> more.put("next_occurrence", tell(next, takenBack)));
                    return new TaskStore.Reopening(
                            reopened.map(TaskEvent::task).orElseGet(task::snapshot),
                            reopened.map(event -> event(context, event)),
                            takenBack.map(event -> event(context, event)));
                })
                .orElseThrow(TaskHandlers::notThere);
        TaskAnswer.changed(context, reopening.task(), more);
    }

    private boolean canTakeBack(Task completed, Task next) {
        var completedAt = completed.snapshot().completedAt();
        return completedAt != null
                && now().isBefore(completedAt.plus(limits.undoWindow()))
                && next.isUntouched()
                && !next.isCompleted();
    }

    private static JsonObject tell(Task next, Optional<TaskEvent> takenBack) {
        return new JsonObject()
                .put("id", next.snapshot().taskId().toString())
                .put("outcome", takenBack.isPresent() ? "taken_back" : "kept");
    }

    /** Changes the task as it is now; starts over when another change came in between. */
    private TaskSnapshot change(
            RoutingContext context, Predicate<Event> write, Function<Task, Optional<? extends TaskEvent>> verb) {
        var conditions = conditions(context);
        for (int attempt = 1; attempt <= limits.editAttempts(); attempt++) {
            var task = find(context);
            var change = verb.apply(task);
            conditions.checkWrite(TaskAnswer.tagOf(task.snapshot())); // the write holds for this version only
            if (change.isEmpty()) {
                return task.snapshot();
            }
            var event = event(context, change.get());
            if (write.test(event)) {
                return taskOf(event);
            }
        }
        throw Problem.conflict("The task keeps changing; nothing was changed by this request.")
                .asException();
    }

    private Conditions conditions(RoutingContext context) {
        var conditions = Conditions.of(context.request());
        return writes.ifMatchRequired() ? conditions.demandIfMatch() : conditions;
    }

    private Task find(RoutingContext context) {
        return store.find(taskId(context), UserTokens.userOf(context)).orElseThrow(TaskHandlers::notThere);
    }

    private static UUID taskId(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw notThere();
        }
    }

    private static Problem.ProblemException notThere() {
        return Problem.notFound("There is no such task.").asException();
    }

    private Event event(RoutingContext context, TaskEvent change) {
        return Event.first(change, clock).withTraceparent(RequestTrace.of(context));
    }

    private static TaskSnapshot taskOf(Event event) {
        return ((TaskEvent) event.data()).task();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
