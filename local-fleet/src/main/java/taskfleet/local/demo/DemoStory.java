package taskfleet.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import taskfleet.local.ApiClient;

/**
 * A weekly task with a reminder: it is created, the reminder fires, it is completed, the next occurrence appears a week
 * later at the same time of day, and the user's statistics show all of it.
 */
public final class DemoStory {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalTime TIME_OF_DAY = LocalTime.of(9, 0);
    private static final int SECONDS_TO_REMINDER = 5;

    private final ApiClient tasks;
    private final ApiClient analytics;
    private final Timeline timeline;

    public DemoStory(ApiClient tasks, ApiClient analytics, PrintStream out) {
        this.tasks = tasks;
        this.analytics = analytics;
        this.timeline = new Timeline(out);
    }

    public void tell() {
        ZonedDateTime due = ZonedDateTime.now(ZONE).plusDays(1).with(TIME_OF_DAY);
        Instant reminder = Instant.now().plusSeconds(SECONDS_TO_REMINDER).truncatedTo(ChronoUnit.MILLIS);

        JsonNode task =
                timeline.step("a weekly task is created, due " + due.toOffsetDateTime(), () -> create(due, reminder));
        Instant created = Instant.now();
        timeline.await("analytics counts it", created, this::summary, summary -> count(summary, "created") == 1);
        timeline.await(
                "its reminder of %s fires".formatted(reminder),
                reminder,
                this::summary,
                summary -> count(summary, "reminders_triggered") == 1);

        timeline.step("the task is completed", () -> complete(task));
        Instant completed = Instant.now();
        JsonNode next = timeline.await(
                        "its next occurrence appears", completed, () -> series(task), series -> series.size() == 2)
                .get(0);
        checkNext(next, due);
        JsonNode summary = timeline.await(
                "analytics shows one completed and the next one open",
                completed,
                this::summary,
                seen -> count(seen, "created") == 2 && count(seen, "completed") == 1 && count(seen, "open") == 1);
        timeline.check("reminders triggered", count(summary, "reminders_triggered"), 1);
    }

    private JsonNode create(ZonedDateTime due, Instant reminder) {
        Map<String, Object> body = Map.of(
                "title", "Water the plants",
                "due_at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(due),
                "time_zone", ZONE.getId(),
                "recurrence", Map.of("rule", "FREQ=WEEKLY", "after", "due_date"),
                "reminders", List.of(Map.of("at", reminder.toString())));
        return tasks.post("/tasks", body).expect(201);
    }

    private JsonNode complete(JsonNode task) {
        String path = "/tasks/%s/complete".formatted(task.path("id").asText());
        return tasks.post(path, null).expect(200);
    }

    /** The occurrences of the task's series, the newest first. */
    private JsonNode series(JsonNode task) {
        String path = "/tasks?series=" + task.path("series_id").asText();
        return tasks.get(path).expect(200).path("tasks");
    }

    private void checkNext(JsonNode next, ZonedDateTime due) {
        OffsetDateTime expected = due.plusWeeks(1).toOffsetDateTime();
        timeline.check(
                "due date of the next occurrence",
                OffsetDateTime.parse(next.path("due_at").asText()),
                expected);
        timeline.check("number of the next occurrence", next.path("occurrence").asInt(), 2);
        timeline.check("status of the next occurrence", next.path("status").asText(), "open");
    }

    private JsonNode summary() {
        return analytics.get("/analytics/summary").expect(200);
    }

    private static int count(JsonNode summary, String field) {
        return summary.path(field).asInt();
    }
}
