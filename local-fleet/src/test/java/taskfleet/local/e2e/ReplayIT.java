package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Fleet;

/** All events once more, from the beginning. */
@Tag("e2e")
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, List<String>> TOPICS_BY_WORKER = Map.of(
            "recurring-worker", List.of("tasks"),
            "reminder-worker", List.of("tasks", "reminders"),
            "analytics-worker", List.of("tasks", "reminders"));
    private static final List<String> WORKERS = List.copyOf(TOPICS_BY_WORKER.keySet());
    /** All that the fleet keeps, but for what a redelivery may note: times of handling, jobs. */
    private static final Map<String, String> STATE = Map.of(
            "tasks", "SELECT * FROM task.task",
            "events to publish", "SELECT * FROM task.outbox",
            "reminders", "SELECT reminder_id, fire_at, status, triggered_at, sequence FROM reminder.reminder",
            "facts", "SELECT * FROM analytics.task_fact",
            "firings", "SELECT * FROM analytics.reminder_fact",
            "sums", "SELECT * FROM analytics.daily");

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void a_replay_from_the_oldest_offsets_leaves_the_same_tasks_reminders_and_statistics() throws SQLException {
        var alice = User.of(fleet);
        var soon = Instant.now().plusSeconds(3).toString();
        var task = Map.of(
                "title",
                "Once",
                "due_at",
                "2027-01-05",
                "recurrence",
                Map.of("rule", "FREQ=DAILY"),
                "reminders",
                List.of(Map.of("at", soon), Map.of("before_due", "PT1H")));
        var ids = Stream.generate(() -> alice.create(task)).limit(10).toList();
        alice.awaitSummary("reminders_triggered", 10);
        ids.forEach(alice::complete);
        alice.awaitSummary("created", 20);
        alice.awaitSummary("completed", 10);
        awaitAllRead();
        var before = state();
        var events = Events.of(fleet, "reminders", ids.getFirst());

        WORKERS.forEach(worker -> fleet.service(worker).stop());
        // A stopped sidecar may be a member until its session has ended.
        WORKERS.forEach(worker -> await(worker).atMost(PATIENCE).until(() -> Groups.isEmpty(fleet, worker)));
        Groups.forget(fleet, WORKERS);
        WORKERS.forEach(worker -> fleet.service(worker).start());
        awaitAllRead();

        assertThat(state()).isEqualTo(before);
        assertThat(Events.of(fleet, "reminders", ids.getFirst())).isEqualTo(events);
        assertThat(Events.deadLetters(fleet)).isEmpty();
    }

    private void awaitAllRead() {
        TOPICS_BY_WORKER.forEach((worker, topics) ->
                await(worker).atMost(PATIENCE).until(() -> Groups.hasReadAll(fleet, worker, topics)));
    }

    private Map<String, List<String>> state() throws SQLException {
        var state = new TreeMap<String, List<String>>();
        for (var part : STATE.entrySet()) {
            state.put(part.getKey(), Tables.rows(fleet, part.getValue()));
        }
        return state;
    }
}
