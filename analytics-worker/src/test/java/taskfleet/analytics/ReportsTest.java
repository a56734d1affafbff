package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.Priority;

/** What users are told at the public door; now is a Tuesday, {@link RunningWorker#NOW}. */
class ReportsTest {
    private static final String MONDAY = "2026-11-09T08:00:00Z";
    private static final Instant TUESDAY = Instant.parse("2026-11-10T08:00:00Z");

    private static RunningWorker worker;

    @BeforeAll
    static void start() {
        worker = RunningWorker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void resetClock() {
        worker.clock.set(RunningWorker.NOW);
    }

    @Test
    void summary_of_a_user_without_tasks_is_all_zero() {
        var summary = summary("nobody");

        assertThat(summary).isEqualTo(new JsonObject("""
                        {"created": 0, "completed": 0, "deleted": 0, "open": 0, "overdue": 0,
                         "completion_streak_days": 0, "reminders_triggered": 0, "reminders_missed": 0,
                         "by_priority": {
                            "none": {"created": 0, "open": 0, "completed": 0},
                            "low": {"created": 0, "open": 0, "completed": 0},
                            "medium": {"created": 0, "open": 0, "completed": 0},
                            "high": {"created": 0, "open": 0, "completed": 0},
                            "urgent": {"created": 0, "open": 0, "completed": 0}}}
                        """));
    }

    @Test
    void summary_counts_tasks_by_what_became_of_them() {
        var open = TaskStory.of("counts", MONDAY).with(task -> task.priority(Priority.HIGH));
        var overdue = TaskStory.of("counts", MONDAY).with(task -> task.dueAt("2026-11-10T11:59:59Z"));
        var completed = TaskStory.of("counts", MONDAY).with(task -> task.priority(Priority.HIGH));
        var deleted = TaskStory.of("counts", MONDAY).with(task -> task.dueOn("2026-11-09"));
        worker.deliver("tasks", open.created(), overdue.created(), completed.created(), deleted.created());
        worker.deliver("tasks", completed.completed("2026-11-09T10:00:00Z"), deleted.deleted(TUESDAY));

        var summary = summary("counts");

        assertThat(summary.getMap())
                .containsEntry("created", 4)
                .containsEntry("completed", 1)
                .containsEntry("deleted", 1)
                .containsEntry("open", 2)
                .containsEntry("overdue", 1);
        assertThat(summary.getJsonObject("by_priority").getJsonObject("high")).isEqualTo(new JsonObject("""
                        {"created": 2, "open": 1, "completed": 1}"""));
    }

    @Test
    void deleted_task_stays_created_and_completed_but_is_not_open() {
        var story = TaskStory.of("deleted", MONDAY);
        worker.deliver("tasks", story.created(), story.completed(MONDAY), story.deleted(TUESDAY));

        var summary = summary("deleted");

        assertThat(summary.getMap())
                .containsEntry("created", 1)
                .containsEntry("completed", 1)
                .containsEntry("deleted", 1)
                .containsEntry("open", 0);
    }

    @Test
    void reopened_task_is_open_and_not_completed() {
        var story = TaskStory.of("reopened", MONDAY);
        worker.deliver("tasks", story.created(), story.completed(MONDAY), story.reopened(TUESDAY));

        var summary = summary("reopened");

        assertThat(summary.getMap()).containsEntry("completed", 0).containsEntry("open", 1);
        assertThat(summary.getInteger("completion_streak_days")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-11T04:59:59Z, 0", "2026-11-11T05:00:00Z, 0", "2026-11-11T05:00:01Z, 1"})
    void all_day_task_is_overdue_when_its_day_has_ended_in_its_time_zone(String now, int overdue) {
        var user = "all-day-" + now;
        var story =
                TaskStory.of(user, MONDAY).with(task -> task.dueOn("2026-11-10").timeZone("America/New_York"));
        worker.deliver("tasks", story.created());
        worker.clock.set(Instant.parse(now));

        var summary = summary(user);

        assertThat(summary.getInteger("overdue")).isEqualTo(overdue);
    }

    @Test
    void on_time_rate_is_that_of_completed_tasks_with_a_due_date() {
        var withoutDue = TaskStory.of("rate", MONDAY);
        worker.deliver("tasks", withoutDue.created(), withoutDue.completed(MONDAY));
        var before = summary("rate");
        for (var due : List.of("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12")) {
            var story = TaskStory.of("rate", MONDAY).with(task -> task.dueOn(due));
            worker.deliver("tasks", story.created(), story.completed(TUESDAY));
        }

        var summary = summary("rate");

        assertThat(before.containsKey("on_time_rate")).isFalse();
        assertThat(summary.getDouble("on_time_rate")).isEqualTo(0.75);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-10 2026-11-09 2026-11-08,            3",
        "2026-11-09 2026-11-08,                       2",
        "2026-11-08 2026-11-07,                       0",
        "2026-11-10 2026-11-08 2026-11-07,            1",
        "2026-11-10 2026-11-09 2026-11-07 2026-11-06, 2",
        "2026-11-12 2026-11-11,                       0"
    })
    void streak_counts_the_days_in_a_row_up_to_today_or_yesterday(String days, int streak) {
        var user = "streak-" + days.replace(' ', '-');
        for (var day : days.split(" ", -1)) {
            var story = TaskStory.of(user, day + "T08:00:00Z");
            worker.deliver("tasks", story.created(), story.completed(day + "T09:00:00Z"));
        }

        var summary = summary(user);

        assertThat(summary.getInteger("completion_streak_days")).isEqualTo(streak);
    }

    @Test
    void today_is_that_of_the_time_zone_asked_for() {
        var story = TaskStory.of("tokyo", MONDAY).with(task -> task.timeZone("Asia/Tokyo"));
        worker.deliver("tasks", story.created(), story.completed("2026-11-10T16:00:00Z"));
        worker.clock.set(Instant.parse("2026-11-10T17:00:00Z"));

        var inLondon = worker.get("tokyo", "/analytics/summary?time_zone=Europe/London");
        var inTokyo = worker.get("tokyo", "/analytics/summary?time_zone=Asia/Tokyo");

        assertThat(inLondon.body().getInteger("completion_streak_days")).isZero();
        assertThat(inTokyo.body().getInteger("completion_streak_days")).isEqualTo(1);
    }

    @Test
    void tags_are_sorted_by_their_tasks_then_by_name() {
        var first = TaskStory.of("tags", MONDAY).with(task -> task.tags("work", "home"));
        var second = TaskStory.of("tags", MONDAY)
                .with(task -> task.tags("work", "garden").dueOn("2026-11-11"));
        worker.deliver("tasks", first.created(), second.created(), second.completed(TUESDAY));

        var all = worker.get("tags", "/analytics/tags");
        var one = worker.get("tags", "/analytics/tags?limit=1");

        assertThat(all.objects("tags"))
                .containsExactly(tag("work", 2, 1, 1, 1), tag("garden", 1, 0, 1, 1), tag("home", 1, 1, 0, 0));
        assertThat(one.objects("tags")).containsExactly(tag("work", 2, 1, 1, 1));
    }

    @Test
    void users_see_nothing_of_each_other() {
        worker.deliver(
                "tasks",
                TaskStory.of("one", MONDAY).with(task -> task.tags("secret")).created());

        var summary = summary("other");
        var tags = worker.get("other", "/analytics/tags");
        var daily = worker.get("other", "/analytics/daily?from=2026-11-09&to=2026-11-09");

        assertThat(summary.getInteger("created")).isZero();
        assertThat(tags.objects("tags")).isEmpty();
        assertThat(daily.objects("days"))
                .extracting(day -> day.getInteger("created"))
                .containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/analytics/summary", "/analytics/daily", "/analytics/tags"})
    void without_a_valid_token_nothing_is_told(String path) {
        var expired = worker.token(new JsonObject().put("sub", "alice").put("exp", 1_700_000_000), new JWTOptions());
        var anonymous = worker.token(new JsonObject(), new JWTOptions().setExpiresInMinutes(5));

        assertThat(worker.getWithoutToken(path).status()).isEqualTo(401);
        assertThat(worker.getWithToken(expired, path).status()).isEqualTo(401);
        assertThat(worker.getWithToken(anonymous, path).status()).isEqualTo(401);
        assertThat(worker.getWithToken("no.jwt.atall", path).status()).isEqualTo(401);
    }

    @Test
    void path_without_report_is_a_problem() {
        var reply = worker.get("alice", "/analytics/weekly");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().getString("type")).isEqualTo("urn:taskfleet:problem:not-found");
    }

    private static JsonObject summary(String user) {
        var reply = worker.get(user, "/analytics/summary");
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    private static JsonObject tag(String tag, int created, int open, int completed, int onTime) {
        return new JsonObject()
                .put("tag", tag)
                .put("created", created)
                .put("open", open)
                .put("completed", completed)
                .put("completed_on_time", onTime);
    }
}
