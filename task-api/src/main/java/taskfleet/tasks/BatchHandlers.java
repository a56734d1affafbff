package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import taskfleet.events.Event;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problems;
import taskfleet.kit.http.RequestTrace;
import taskfleet.kit.http.ReturnPreference;
import taskfleet.kit.http.UserTokens;

/** {@code POST /tasks/batch}: many changes of a user's tasks in one request. */
final class BatchHandlers {
    private static final List<String> HEADERS_OF_SINGLE_WRITES = List.of("If-Match", "Idempotency-Key");
    private static final int NOT_DONE_FOR_ANOTHER = 424; // RFC 4918 section 11.4

    private final BatchStore store;
    private final Clock clock;
    private final TaskApiConfig.Limits limits;
    private final TaskApiConfig.Writes writes;

    BatchHandlers(BatchStore store, Clock clock, TaskApiConfig.Limits limits, TaskApiConfig.Writes writes) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.writes = writes;
    }

    void handle(RoutingContext context) {
        refuseHeadersOfSingleWrites(context);
        var request = BatchRequest.read(Fields.of(RequestBody.of(context)), writes);
        for (int attempt = 1; attempt <= limits.editAttempts(); attempt++) {
            var batch = carryOut(context, request);
            if (request.atomic() && batch.hasRefusals()) {
                answerRefused(context, batch);
                return;
            }
            if (write(context, batch)) {
                answer(context, batch);
                return;
            }
        }
        throw Problem.conflict("The tasks keep changing; nothing was changed by this request.")
                .asException();
    }

    /** They would be taken to hold, and don't. */
    private static void refuseHeadersOfSingleWrites(RoutingContext context) {
        for (var name : HEADERS_OF_SINGLE_WRITES) {
            var value = context.request().getHeader(name);
            if (value != null) {
                throw Problem.malformedHeader(name, value, "no such header on a batch")
                        .asException();
            }
        }
    }

    private TaskBatch carryOut(RoutingContext context, BatchRequest request) {
        var userId = UserTokens.userOf(context);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var batch = new TaskBatch(userId, store.find(request.ids(), userId), now);
        request.operations().forEach(batch::apply);
        return batch;
    }

    private boolean write(RoutingContext context, TaskBatch batch) {
        var traceparent = RequestTrace.of(context);
        var events = batch.events().stream()
                .map(change -> Event.first(change, clock).withTraceparent(traceparent))
                .toList();
        return events.isEmpty() || store.write(batch, UserTokens.userOf(context), events);
    }

    private static void answer(RoutingContext context, TaskBatch batch) {
        var preference = ReturnPreference.of(context.request());
        preference.tell(context);
        var results = new JsonArray();
        batch.outcomes().forEach(outcome -> results.add(result(outcome, preference)));
        context.json(new JsonObject().put("results", results));
    }

    private static void answerRefused(RoutingContext context, TaskBatch batch) {
        var results = new JsonArray();
        batch.outcomes()
                .forEach(outcome -> results.add(
                        outcome instanceof TaskBatch.Outcome.Refused refused
                                ? result(refused.problem())
                                : new JsonObject().put("status", NOT_DONE_FOR_ANOTHER)));
        Problems.answer(
                context,
                Problem.batchRefused("Not all operations can be done, so none was: see results."),
                new JsonObject().put("results", results));
    }

    private static JsonObject result(TaskBatch.Outcome outcome, ReturnPreference preference) {
        return switch (outcome) {
            case TaskBatch.Outcome.Created created ->
                result(201, created.task(), preference).put("location", TaskAnswer.locationOf(created.task()));
            case TaskBatch.Outcome.Changed changed -> result(200, changed.task(), preference);
            case TaskBatch.Outcome.Deleted deleted -> new JsonObject().put("status", 204);
            case TaskBatch.Outcome.Refused refused -> result(refused.problem());
        };
    }

    private static JsonObject result(int status, TaskSnapshot task, ReturnPreference preference) {
        var result = new JsonObject().put("status", status).put("etag", TaskAnswer.tagOf(task));
        return preference == ReturnPreference.MINIMAL ? result : result.put("body", TaskJson.of(task));
    }

    private static JsonObject result(Problem problem) {
        return new JsonObject().put("status", problem.status()).put("problem", problem.json());
    }
}
