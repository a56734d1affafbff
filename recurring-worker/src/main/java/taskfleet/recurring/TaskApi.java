package taskfleet.recurring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import taskfleet.events.Event;
import taskfleet.events.EventJson;
import taskfleet.events.ReminderSpec;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.delivery.Outcome;

/** task-api as this worker sees it, through the sidecar: it makes occurrences, and can be away. */
final class TaskApi {
    private static final JsonMapper JSON = EventJson.mapper().build();

    private final Sidecar sidecar;
    private final String appId;

    TaskApi(Sidecar sidecar, String appId) {
        this.sidecar = sidecar;
        this.appId = appId;
    }

    Outcome put(NextOccurrence next, Event cause) {
        var path = "series/%s/occurrences/%d".formatted(next.seriesId(), next.number());
        var answer = sidecar.put(appId, path, body(next, cause)).await();
        return switch (answer.status()) {
            case 200, 201 -> Outcome.done();
            case 409 -> Outcome.ignored("the completion has been taken back");
            case 502, 503, 504 -> Outcome.away("task-api answered " + answer.status());
            default -> Outcome.failed("task-api answered %d: %s".formatted(answer.status(), answer.body()));
        };
    }

    Future<?> probe() {
        return sidecar.get(appId, "health/ready")
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture()
                        : Future.failedFuture("answered " + answer.status()));
    }

    private static JsonObject body(NextOccurrence next, Event cause) {
        var follows =
                new JsonObject().put("task_id", next.followsTask().toString()).put("sequence", cause.sequence());
        var causedBy = new JsonObject().put("event_id", cause.id().toString()).put("hops", cause.hops());
        if (cause.traceparent() != null) {
            causedBy.put("traceparent", cause.traceparent());
        }
        return new JsonObject()
                .put("follows", follows)
                .put("due_at", next.due().toString())
                .put("anchor", next.anchor().toString())
                .put("reminders", json(next.reminders()))
                .put("cause", causedBy);
    }

    private static JsonArray json(List<ReminderSpec> reminders) {
        try {
            return new JsonArray(JSON.writeValueAsString(reminders));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
