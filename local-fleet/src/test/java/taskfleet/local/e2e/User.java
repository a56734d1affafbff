package taskfleet.local.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import taskfleet.local.ApiClient;
import taskfleet.local.Fleet;

/** Somebody who uses the fleet through its two public doors; every test has users of its own. */
record User(ApiClient tasks, ApiClient analytics) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static User of(Fleet fleet) {
        return named(fleet, "user-" + UUID.randomUUID());
    }

    static User named(Fleet fleet, String name) {
        var token = fleet.token(name);
        return new User(
                new ApiClient(fleet.service("task-api").url(), token),
                new ApiClient(fleet.service("analytics-worker").url(), token));
    }

    String create(Map<String, ?> task) {
        return tasks.post("/tasks", task).expect(201).get("id").textValue();
    }

    /** A weekly task from its creation over a reminder and its completion to the next one. */
    void goesThroughAWeeklyTask() {
        var soon = Instant.now().plusSeconds(2).toString();
        var id = create(Map.of(
                "title", "Water the plants",
                "due_at", "2027-01-04T09:00:00+01:00",
                "time_zone", "Europe/Berlin",
                "recurrence", Map.of("rule", "FREQ=WEEKLY;BYDAY=MO"),
                "reminders", List.of(Map.of("at", soon), Map.of("before_due", "PT1H"))));
        awaitSummary("reminders_triggered", 1);
        complete(id);
        awaitSummary("created", 2);
    }

    void complete(String id) {
        tasks.post("/tasks/" + id + "/complete", null).expect(200);
    }

    JsonNode series(String id) {
        return tasks.get("/tasks?series=%s&sort=created_at".formatted(id))
                .expect(200)
                .get("tasks");
    }

    JsonNode summary() {
        return analytics.get("/analytics/summary").expect(200);
    }

    /** Waits until analytics shows so many under that name. */
    void awaitSummary(String name, int expected) {
        await(name + " to be " + expected)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> summary().get(name).intValue(), count -> count == expected);
    }

    /** The ids of all tasks, page by page. */
    Set<String> taskIds() {
        var ids = new HashSet<String>();
        var cursor = "";
        do {
            var page = tasks.get("/tasks?limit=200" + cursor).expect(200);
            page.get("tasks").forEach(task -> ids.add(task.get("id").textValue()));
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.get("next_cursor").textValue()
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }
}
