package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Batches as a user sends them, and what they come to. */
final class Batch {
    private Batch() {}

    static ApiAnswer batchOf(ApiUser user, boolean atomic, JsonObject... operations) {
        var body = JsonObject.of("atomic", atomic, "operations", new JsonArray(List.of(operations)));
        return user.call("POST", "/tasks/batch", body.encode());
    }

    static JsonObject creation(Object... fields) {
        return JsonObject.of("op", "create", "task", ApiUser.fieldsOf(fields));
    }

    static JsonObject patch(String id, JsonObject patch) {
        return JsonObject.of("op", "patch", "id", id, "patch", patch);
    }

    static JsonObject complete(String id) {
        return JsonObject.of("op", "complete", "id", id);
    }

    static JsonObject delete(String id) {
        return JsonObject.of("op", "delete", "id", id);
    }

    static List<JsonObject> results(ApiAnswer answer) {
        return answer.json().getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<Integer> statuses(ApiAnswer answer) {
        return results(answer).stream()
                .map(result -> result.getInteger("status"))
                .toList();
    }
}
