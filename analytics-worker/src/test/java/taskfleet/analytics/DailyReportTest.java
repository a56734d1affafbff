package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.SampleEvents;

/** The daily report, and the mistakes that requests for reports can have; today is 2026-11-10. */
class DailyReportTest {
    private static RunningWorker worker;

    @BeforeAll
    static void start() {
        worker = RunningWorker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void days_without_anything_are_rows_of_zeros() {
        var story = TaskStory.of("days", "2026-11-02T08:00:00Z").with(task -> task.dueOn("2026-11-04"));
        worker.deliver("tasks", story.created(), story.completed("2026-11-04T09:00:00Z"));
        worker.deliver("tasks", story.deleted(Instant.parse("2026-11-04T10:00:00Z")));
        worker.deliver("reminders", fired("2026-11-04T08:00:00Z", false), fired("2026-11-04T08:00:01Z", true));

        var reply = worker.get("days", "/analytics/daily?from=2026-11-02&to=2026-11-04");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().getString("from")).isEqualTo("2026-11-02");
        assertThat(reply.body().getString("to")).isEqualTo("2026-11-04");
        assertThat(reply.objects("days"))
                .containsExactly(
                        day("2026-11-02", 1, 0, 0, 0, 0, 0),
                        day("2026-11-03", 0, 0, 0, 0, 0, 0),
                        day("2026-11-04", 0, 1, 1, 1, 1, 1));
    }

    @Test
    void without_parameters_it_tells_of_thirty_days_up_to_today() {
        var reply = worker.get("alice", "/analytics/daily");

        assertThat(reply.objects("days").map(day -> day.getString("day")))
                .hasSize(30)
                .startsWith("2026-10-12")
                .endsWith("2026-11-10");
    }

    @Test
    void summary_sums_the_reminders_up() {
        worker.deliver(
                "reminders",
                fired("sums", "2026-11-04T08:00:00Z", false),
                fired("sums", "2026-11-05T08:00:00Z", false));
        worker.deliver("reminders", fired("sums", "2026-11-05T09:00:00Z", true));

        var summary = worker.get("sums", "/analytics/summary").body();

        assertThat(summary.getInteger("reminders_triggered")).isEqualTo(2);
        assertThat(summary.getInteger("reminders_missed")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2025-11-10, 2026-11-10, 366", "2026-11-10, 2026-11-10, 1", "2024-01-01, 2024-12-31, 366"})
    void range_may_be_from_one_day_to_the_limit(String from, String to, int days) {
        var reply = worker.get("alice", "/analytics/daily?from=%s&to=%s".formatted(from, to));

        assertThat(reply.objects("days")).hasSize(days);
    }

    @ParameterizedTest
    @CsvSource({
        "/analytics/summary?time_zone=Mars/Olympus,                          ?time_zone",
        "/analytics/summary?time_zone=%2B02:00,                              ?time_zone",
        "/analytics/summary?time_zone=,                                      ?time_zone",
        "/analytics/daily?from=2026-02-30&to=tomorrow&time_zone=Nowhere,     ?time_zone ?to ?from",
        "/analytics/daily?from=2026-11-11&to=2026-11-10,                     ?from",
        "/analytics/daily?from=2025-11-09&to=2026-11-10,                     ?from",
        "/analytics/daily?to=%2B999999999-12-31,                             ?to",
        "/analytics/daily?to=-999999999-01-01,                               ?to",
        "/analytics/daily?from=-9999-01-01,                                  ?from",
        "/analytics/tags?limit=0,                                            ?limit",
        "/analytics/tags?limit=101,                                          ?limit",
        "/analytics/tags?limit=many,                                         ?limit"
    })
    void every_mistake_of_a_request_is_told_at_once(String path, String pointers) {
        var reply = worker.get("alice", path);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().getString("type")).isEqualTo("urn:taskfleet:problem:invalid-request");
        assertThat(reply.pointers()).isEqualTo(List.of(pointers.split(" ", -1)));
    }

    private static Event fired(String at, boolean missed) {
        return fired("days", at, missed);
    }

    private static Event fired(String user, String at, boolean missed) {
        var sample = SampleEvents.triggered(Duration.ZERO, missed);
        var firedAt = Instant.parse(at);
        var fired = new ReminderTriggered(
                UUID.randomUUID(),
                sample.taskId(),
                user,
                sample.title(),
                sample.due(),
                sample.timeZone(),
                firedAt,
                1,
                firedAt,
                missed);
        return Event.first(fired, Clock.fixed(firedAt, ZoneOffset.UTC));
    }

    private static JsonObject day(
            String day, int created, int completed, int onTime, int deleted, int triggered, int missed) {
        return new JsonObject()
                .put("day", day)
                .put("created", created)
                .put("completed", completed)
                .put("completed_on_time", onTime)
                .put("deleted", deleted)
                .put("reminders_triggered", triggered)
                .put("reminders_missed", missed);
    }
}
