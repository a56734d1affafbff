package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Conditions;
import taskfleet.kit.http.ReturnPreference;

/** The answer to a request about one task: its entity tag, and the task as far as the client wants it. */
final class TaskAnswer {
    private TaskAnswer() {}

    /** The version in quotes: whoever has it from a list or an event has the tag too. */
    static String tagOf(TaskSnapshot task) {
        return "\"%d\"".formatted(task.version());
    }

    static String locationOf(TaskSnapshot task) {
        return "/tasks/" + task.taskId();
    }

    static void found(RoutingContext context, TaskSnapshot task) {
        var tag = tagOf(task);
        boolean isNotModified = Conditions.of(context.request()).isNotModified(tag);
        context.response().putHeader("ETag", tag);
        if (isNotModified) {
            context.response().setStatusCode(304).end();
        } else {
            context.json(TaskJson.of(task));
        }
    }

    static void created(RoutingContext context, TaskSnapshot task) {
        context.response().setStatusCode(201).putHeader("Location", locationOf(task));
        send(context, task, 201, new JsonObject());
    }

    static void changed(RoutingContext context, TaskSnapshot task) {
        changed(context, task, new JsonObject());
    }

    /**
     * The answer to a change that has done more than to change the task.
     *
     * @param more what there is to tell besides the task
     */
    static void changed(RoutingContext context, TaskSnapshot task, JsonObject more) {
        send(context, task, 204, more);
    }

    private static void send(RoutingContext context, TaskSnapshot task, int statusWithoutBody, JsonObject more) {
        var preference = ReturnPreference.of(context.request());
        preference.tell(context);
        context.response().putHeader("ETag", tagOf(task));
        if (preference == ReturnPreference.MINIMAL) {
            context.response().setStatusCode(statusWithoutBody).end();
        } else {
            context.json(TaskJson.of(task).mergeIn(more));
        }
    }
}
