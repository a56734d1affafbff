package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFeedTest {
    private static final RunningTaskApi api = RunningTaskApi.start(Map.of("FEED_PAGE", "3", "FEED_MAX_PAGE", "4"));

    private final ApiUser alice = api.newUser();
    private final FeedReader reader = new FeedReader(alice);

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void changed_and_deleted_tasks_come_in_the_order_of_their_changes_as_they_are_now() {
        var first = alice.createId("title", "First");
        var second = alice.createId("title", "Second");
        alice.patch(first, JsonObject.of("title", "First again"));
        alice.delete(second);

        reader.readUntil(second, 2);

        assertThat(reader.changes())
                .containsExactly(
                        JsonObject.of(
                                "id",
                                first,
                                "version",
                                2,
                                "task",
                                alice.get("/tasks/" + first).json()),
                        JsonObject.of("id", second, "version", 2, "deleted", true));
    }

    @Test
    void each_page_goes_on_behind_the_one_before() {
        for (int i = 1; i <= 5; i++) {
            alice.create("title", "Task " + i);
        }
        await().until(() -> size(alice.get("/tasks/changes?limit=4")) == 4);

        var first = alice.get("/tasks/changes").json();
        await().until(() -> size(alice.get("/tasks/changes?since=" + first.getString("next"))) == 2);
        var second =
                alice.get("/tasks/changes?since=" + first.getString("next")).json();
        var third =
                alice.get("/tasks/changes?since=" + second.getString("next")).json();

        assertThat(titles(first)).containsExactly("Task 1", "Task 2", "Task 3");
        assertThat(first.getBoolean("more")).isTrue();
        assertThat(titles(second)).containsExactly("Task 4", "Task 5");
        assertThat(second.getBoolean("more")).isFalse();
        assertThat(titles(third)).isEmpty();
        assertThat(third.getString("next")).isEqualTo(second.getString("next"));
    }

    @Test
    void feed_without_changes_has_a_cursor_too() {
        var empty = alice.get("/tasks/changes").json();
        var id = alice.createId("title", "Water");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> size(alice.get("/tasks/changes?since=" + empty.getString("next"))) == 1);

        assertThat(alice.get("/tasks/changes?since=" + empty.getString("next")).body())
                .contains(id);
    }

    @Test
    void nobody_sees_the_changes_of_another() {
        var bob = api.newUser();
        var secret = alice.createId("title", "Secret");
        var open = bob.createId("title", "Open");
        var others = new FeedReader(bob);

        reader.readUntil(secret, 1);
        others.readUntil(open, 1);

        assertThat(others.changes())
                .extracting(change -> change.getString("id"))
                .containsExactly(open);
    }

    @Test
    void occurrence_that_was_taken_back_and_made_again_is_there_again() {
        var series = alice.completedSeries();
        var id = api.putOccurrence(series, 2, RunningTaskApi.following(series, 2))
                .json()
                .getString("id");
        alice.reopen(series.toString());
        reader.readUntil(id, 2);
        alice.complete(series.toString());
        api.putOccurrence(series, 2, RunningTaskApi.following(series, 4));

        reader.readUntil(id, 3);

        assertThat(reader.changes()).contains(JsonObject.of("id", id, "version", 2, "deleted", true));
        assertThat(reader.tasks()).containsOnlyKeys(series.toString(), id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=yesterday",
                "since=1.2",
                "since=-1.0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e01",
                "since=9999999999999999999.0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e01",
                "limit=0",
                "limit=5",
                "limit=many"
            })
    void parameter_that_makes_no_sense_is_refused_with_its_name(String query) {
        var answer = alice.get("/tasks/changes?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly("?" + query.substring(0, query.indexOf('=')));
    }

    @Test
    void cursor_that_is_ahead_of_the_database_is_gone() {
        var answer = alice.get("/tasks/changes?since=99999999999.0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e01");

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.json().getString("detail")).contains("without a cursor");
    }

    private static int size(ApiAnswer answer) {
        return answer.json().getJsonArray("changes").size();
    }

    private static List<String> titles(JsonObject page) {
        return page.getJsonArray("changes").stream()
                .map(change -> ((JsonObject) change).getJsonObject("task").getString("title"))
                .toList();
    }
}
