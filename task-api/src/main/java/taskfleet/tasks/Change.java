package taskfleet.tasks;

import io.vertx.core.json.JsonObject;

/** The newest change of a task: the task as it is since then, or that it is gone. */
record Change(ChangeCursor cursor, TaskRow row) {
    JsonObject json() {
        var task = row.task().snapshot();
        var json = new JsonObject().put("id", task.taskId().toString()).put("version", task.version());
        return row.isDeleted() ? json.put("deleted", true) : json.put("task", TaskJson.of(task));
    }
}
