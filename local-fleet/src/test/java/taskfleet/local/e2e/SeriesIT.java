package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;

/** A series whose occurrences differ, and a client that keeps a copy of it. */
@Tag("e2e")
class SeriesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void an_occurrence_edited_alone_and_a_skipped_date_leave_the_series_as_it_was() {
        var alice = User.of(fleet);
        var first = weekly(alice);

        alice.tasks()
                .patch(
                        "/tasks/%s?scope=this".formatted(first),
                        Map.of("title", "Water and feed", "due_at", "2027-01-01T09:00:00+01:00"))
                .expect(200);
        alice.complete(first);
        await().atMost(PATIENCE).until(() -> alice.series(first).size() == 2);
        var second = alice.series(first).get(1);
        var skipped = alice.tasks()
                .post(
                        "/tasks/%s/skip".formatted(second.get("id").textValue()),
                        Map.of("due_at", "2027-01-11T09:00:00+01:00"))
                .expect(200);
        alice.complete(second.get("id").textValue());
        await().atMost(PATIENCE).until(() -> alice.series(first).size() == 3);

        assertThat(alice.series(first))
                .extracting(task -> task.get("title").textValue())
                .containsExactly("Water and feed", "Water", "Water");
        assertThat(second.get("due_at").textValue()).isEqualTo("2027-01-11T09:00:00+01:00");
        assertThat(skipped.get("due_at").textValue()).isEqualTo("2027-01-18T09:00:00+01:00");
        assertThat(alice.series(first).get(2).get("due_at").textValue()).isEqualTo("2027-01-25T09:00:00+01:00");
        alice.awaitSummary("completed", 2);
        alice.awaitSummary("open", 1);
    }

    @Test
    void a_client_that_reads_the_feed_has_what_the_lists_have() {
        var alice = User.of(fleet);
        var series = weekly(alice);
        var deleted = alice.create(Map.of("title", "Short"));
        alice.complete(series);
        alice.tasks().delete("/tasks/" + deleted);
        await().atMost(PATIENCE).until(() -> alice.series(series).size() == 2);
        alice.tasks().post("/tasks/" + series + "/reopen", null).expect(200);

        var copy = new TreeMap<String, Integer>();
        var listed = alice.tasks().get("/tasks").expect(200).get("tasks");
        var expected = new TreeMap<String, Integer>();
        listed.forEach(task ->
                expected.put(task.get("id").textValue(), task.get("version").intValue()));

        await().atMost(PATIENCE).until(() -> sync(alice, "", copy), expected::equals);
    }

    /** Reads the feed from there to its end into the copy. */
    private static Map<String, Integer> sync(User user, String since, Map<String, Integer> copy) {
        var page = user.tasks().get("/tasks/changes?since=" + since).expect(200);
        page.get("changes").forEach(change -> {
            var id = change.get("id").textValue();
            if (change.has("deleted")) {
                copy.remove(id);
            } else {
                copy.put(id, change.get("version").intValue());
            }
        });
        return page.get("more").booleanValue() ? sync(user, page.get("next").textValue(), copy) : copy;
    }

    private static String weekly(User user) {
        return user.create(Map.of(
                "title", "Water",
                "due_at", "2027-01-04T09:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", Map.of("rule", "FREQ=WEEKLY")));
    }
}
