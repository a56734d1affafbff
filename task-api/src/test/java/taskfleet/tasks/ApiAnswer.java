package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.List;

/** What task-api answered. */
record ApiAnswer(int status, HttpHeaders headers, String body) {
    JsonObject json() {
        return new JsonObject(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Where a problem says that the mistakes are. */
    List<String> pointers() {
        return objects("errors").stream()
                .map(error -> error.getString("pointer"))
                .toList();
    }

    /** The tasks of a list. */
    List<JsonObject> tasks() {
        return objects("tasks");
    }

    List<String> titles() {
        return tasks().stream().map(task -> task.getString("title")).toList();
    }

    private List<JsonObject> objects(String name) {
        return json().getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }
}
