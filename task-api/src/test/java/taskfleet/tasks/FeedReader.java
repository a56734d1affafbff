package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client that keeps a copy of its user's tasks by the change feed, as docs/change-feed.md tells it to. */
final class FeedReader {
    private final ApiUser user;
    private final List<JsonObject> changes = new ArrayList<>();
    private final Map<String, JsonObject> tasks = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private String since = "";

    FeedReader(ApiUser user) {
        this.user = user;
    }

    /** Everything that came, in order. */
    List<JsonObject> changes() {
        return changes;
    }

    /** The copy, by id. */
    Map<String, JsonObject> tasks() {
        return tasks;
    }

    /** Reads until a task has come in that version: a change may be shown a moment after its answer. */
    void readUntil(String id, int version) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            read();
            return versions.getOrDefault(id, 0) >= version;
        });
    }

    void read() {
        boolean more = true;
        while (more) {
            more = readPage();
        }
    }

    boolean readPage() {
        var answer = user.get("/tasks/changes?since=" + since);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.json().getJsonArray("changes").forEach(change -> apply((JsonObject) change));
        since = answer.json().getString("next");
        return answer.json().getBoolean("more");
    }

    private void apply(JsonObject change) {
        changes.add(change);
        var id = change.getString("id");
        assertThat(change.getInteger("version")).isGreaterThanOrEqualTo(versions.getOrDefault(id, 0));
        versions.put(id, change.getInteger("version"));
        if (change.getBoolean("deleted", false)) {
            tasks.remove(id);
        } else {
            tasks.put(id, change.getJsonObject("task"));
        }
    }
}
