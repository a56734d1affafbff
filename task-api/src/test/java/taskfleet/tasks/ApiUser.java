package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;
import taskfleet.events.TaskEvent;

/** A user of task-api, with a token. */
record ApiUser(RunningTaskApi api, String name, String token) {
    /** The same user, at the door of another replica. */
    ApiUser at(RunningTaskApi replica) {
        return new ApiUser(replica, name, token);
    }

    ApiAnswer call(String method, String path, @Nullable String body) {
        return call(method, path, body, Map.of());
    }

    ApiAnswer call(String method, String path, @Nullable String body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        return api.call(method, path, headers, body);
    }

    /** The same user with a token of a limited time. */
    ApiUser withTokenUntil(Instant expiry) {
        return new ApiUser(api, name, api.token(name, expiry));
    }

    OpenStream openStream(Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        return OpenStream.open(api.uri("/tasks/events"), headers);
    }

    /** Until the service has fetched the keys that its token is verified with. */
    void awaitKeys() {
        await().until(() -> get("/tasks").status() == 200);
    }

    ApiAnswer get(String path) {
        return call("GET", path, null);
    }

    ApiAnswer list(String query) {
        return get("/tasks?" + query);
    }

    ApiAnswer post(JsonObject body) {
        return call("POST", "/tasks", body.encode());
    }

    ApiAnswer patch(String id, JsonObject body) {
        return call("PATCH", "/tasks/" + id, body.encode());
    }

    ApiAnswer patch(String id, JsonObject body, Map<String, String> headers) {
        return call("PATCH", "/tasks/" + id, body.encode(), headers);
    }

    ApiAnswer complete(String id) {
        return call("POST", "/tasks/" + id + "/complete", null);
    }

    ApiAnswer reopen(String id) {
        return call("POST", "/tasks/" + id + "/reopen", null);
    }

    ApiAnswer delete(String id) {
        return call("DELETE", "/tasks/" + id, null);
    }

    JsonObject create(Object... fields) {
        var answer = post(fieldsOf(fields));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    String createId(Object... fields) {
        return create(fields).getString("id");
    }

    /** A completed weekly task, first of a series that has its id. */
    UUID completedSeries() {
        var id = createId(
                "title", "Water the plants",
                "due_at", "2026-11-02T18:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "tags", JsonArray.of("home"),
                "recurrence", JsonObject.of("rule", "FREQ=WEEKLY"));
        assertThat(complete(id).status()).isEqualTo(200);
        return UUID.fromString(id);
    }

    List<Event> events() {
        return api.eventsOf(name);
    }

    List<Event> eventsOf(String id) {
        return events().stream().filter(event -> event.subject().equals(id)).toList();
    }

    /** What happened to a task, as {@code type version}. */
    List<String> historyOf(String id) {
        return eventsOf(id).stream()
                .map(event -> event.type().typeName() + " " + event.sequence())
                .toList();
    }

    static TaskEvent change(Event event) {
        return (TaskEvent) event.data();
    }

    static JsonObject fieldsOf(Object... fields) {
        var json = new JsonObject();
        for (int i = 0; i < fields.length; i += 2) {
            json.put((String) fields[i], fields[i + 1]);
        }
        return json;
    }
}
