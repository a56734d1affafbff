package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.ApiClient;
import taskfleet.local.Fleet;
import taskfleet.local.process.FleetFailure;

/** What users see when parts of the fleet go away, come back, or have company. */
@Tag("e2e")
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void a_broker_that_is_down_for_20_seconds_delays_events_and_loses_none() throws SQLException {
        var alice = User.of(fleet);
        alice.create(Map.of("title", "Before"));
        alice.awaitSummary("created", 1);

        fleet.kafka().kill();
        var end = Instant.now().plusSeconds(20);
        int written = 1;
        while (Instant.now().isBefore(end)) {
            alice.create(Map.of("title", "Meanwhile " + written));
            written++;
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        assertThat(Tables.count(fleet, "SELECT count(*) FROM task.outbox")).isGreaterThan(50);
        fleet.kafka().start();

        alice.awaitSummary("created", written);
        assertThat(alice.taskIds()).hasSize(written);
        await().atMost(PATIENCE).until(() -> Tables.count(fleet, "SELECT count(*) FROM task.outbox") == 0);
        assertThat(Events.deadLetters(fleet)).isEmpty();
    }

    @Test
    void replicas_share_the_work_and_a_stop_amid_traffic_loses_nothing() throws Exception {
        var users = List.of(User.of(fleet), User.of(fleet), User.of(fleet), User.of(fleet));
        var secondApi = fleet.addReplica("task-api");
        var secondWorker = fleet.addReplica("recurring-worker");
        var ending = new AtomicBoolean();

        var traffic = users.stream()
                .map(user -> CompletableFuture.supplyAsync(() -> completeRecurring(user, secondApi.url(), ending)))
                .toList();
        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        secondApi.stop(); // SIGTERM, amid the traffic of all users
        secondWorker.stop();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        ending.set(true);

        for (int i = 0; i < users.size(); i++) {
            var user = users.get(i);
            var acknowledged = traffic.get(i).get();
            assertThat(acknowledged).hasSizeGreaterThan(10);
            user.awaitSummary("completed", acknowledged.size());
            // Of each completed task there is one next occurrence, and no more; a fast machine has written many.
            await().atMost(PATIENCE.multipliedBy(3)).until(() -> user.taskIds().size() == 2 * acknowledged.size());
            user.awaitSummary("open", acknowledged.size());
            assertThat(user.taskIds()).containsAll(acknowledged);
        }
        assertThat(Events.deadLetters(fleet)).isEmpty();
    }

    @Test
    void a_database_that_is_down_for_20_seconds_delays_occurrences_and_dead_letters_none() {
        var alice = User.of(fleet);
        var worker = fleet.service("recurring-worker");
        var ids = Stream.generate(() -> alice.create(
                        Map.of("title", "Again", "due_at", "2027-01-05", "recurrence", Map.of("rule", "FREQ=DAILY"))))
                .limit(10)
                .toList();

        worker.pause();
        ids.forEach(alice::complete);
        await().until(() -> Tables.count(fleet, "SELECT count(*) FROM task.outbox") == 0);
        fleet.postgres().kill();
        worker.resume(); // it finds the completions, and neither its state store nor task-api
        await().pollDelay(Duration.ofSeconds(20)).atMost(PATIENCE).until(() -> true);
        fleet.postgres().start();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> alice.taskIds().size() == 2 * ids.size());
        assertThat(Events.deadLetters(fleet)).isEmpty();
    }

    @Test
    void a_scheduler_that_lost_its_data_delays_reminders_and_loses_none() {
        var alice = User.of(fleet);
        var fireAt = Instant.now().plusSeconds(20);
        alice.create(Map.of("title", "Remind me", "reminders", List.of(Map.of("at", fireAt.toString()))));
        await().atMost(PATIENCE)
                .until(() -> Tables.count(fleet, "SELECT count(*) FROM reminder.reminder WHERE job_at = fire_at") > 0);

        fleet.scheduler().stop();
        fleet.scheduler().forget();
        fleet.scheduler().start();

        alice.awaitSummary("reminders_triggered", 1);
        assertThat(Instant.now()).isAfter(fireAt);
    }

    /**
     * Creates and completes recurring tasks, every second one at the second replica, until told to end.
     *
     * @return the ids whose completion was acknowledged; the few whose answer a stopping replica took along are settled
     *     by asking again, as a client would
     */
    private static Set<String> completeRecurring(User user, URI second, AtomicBoolean ending) {
        var other = new ApiClient(second, user.tasks().token());
        var completed = new HashSet<String>();
        var task = Map.of("title", "Again", "due_at", "2027-01-05", "recurrence", Map.of("rule", "FREQ=DAILY"));
        while (!ending.get()) {
            var id = user.create(task);
            try {
                other.post("/tasks/" + id + "/complete", null).expect(200);
            } catch (FleetFailure stopped) {
                user.complete(id);
            }
            completed.add(id);
        }
        return completed;
    }
}
