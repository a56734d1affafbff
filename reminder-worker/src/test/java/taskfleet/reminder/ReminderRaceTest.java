package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import taskfleet.events.EventType;
import taskfleet.events.ReminderEvent;
import taskfleet.events.SampleEvents;
import taskfleet.kit.delivery.Outcome;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

class ReminderRaceTest {
    private static final int REMINDERS = 1_000;
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(60));

    private final SettableClock clock = new SettableClock(SampleEvents.NOW);
    private final TestDatabase database = TestDatabase.create();

    @Test
    void two_replicas_that_sweep_while_jobs_fire_trigger_each_reminder_once() throws Exception {
        try (var one = new Replica(database, clock);
                var other = new Replica(database, clock)) {
            List<Callable<List<UUID>>> schedules = List.of(() -> schedule(one), () -> schedule(other));
            var ids = together(schedules).stream().flatMap(List::stream).toList();
            clock.set(DUE.plusSeconds(10));

            together(List.of(() -> sweep(one), () -> sweep(other), () -> fire(one, ids, 1), () -> fire(other, ids, 2)));

            assertThat(one.events(EventType.REMINDER_TRIGGERED))
                    .extracting(event -> ((ReminderEvent) event.data()).reminderId())
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void an_event_that_two_replicas_hold_at_once_takes_effect_once() throws Exception {
        try (var one = new Replica(database, clock);
                var other = new Replica(database, clock)) {
            for (int round = 0; round < 50; round++) {
                var created = ReminderTask.next(clock).created(DUE);

                var outcomes = together(List.of(() -> one.handle(created), () -> other.handle(created)));

                assertThat(outcomes).containsOnlyOnce(Outcome.done());
            }
            assertThat(one.events()).hasSize(50);
        }
    }

    @Test
    void a_reminder_moved_while_it_fires_fires_for_the_old_time_or_not_at_all() throws Exception {
        try (var one = new Replica(database, clock);
                var other = new Replica(database, clock)) {
            for (int round = 0; round < 50; round++) {
                clock.set(SampleEvents.NOW);
                one.reset();
                var task = ReminderTask.next(clock);
                one.handle(task.created(DUE));
                var moved = task.updated(2, DUE.plus(Duration.ofHours(1)));
                clock.set(DUE);

                together(List.of(
                        () -> {
                            one.trigger.fire(task.reminderId());
                            return 0;
                        },
                        () -> other.handle(moved)));

                assertThat(one.events(EventType.REMINDER_TRIGGERED)).hasSizeLessThan(2);
                assertThat(one.statusOf(task.reminderId())).isEqualTo("scheduled");
            }
        }
    }

    private List<UUID> schedule(Replica replica) {
        var tasks = Stream.generate(() -> ReminderTask.next(clock))
                .limit(REMINDERS / 2)
                .toList();
        tasks.forEach(task -> replica.handle(task.created(DUE)));
        return tasks.stream().map(ReminderTask::reminderId).toList();
    }

    private static int sweep(Replica replica) {
        int all = 0;
        for (int fired = -1; fired != 0; all += fired) {
            fired = replica.trigger.fireOverdue();
        }
        return all;
    }

    private static int fire(Replica replica, List<UUID> ids, long seed) {
        var shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.subList(0, shuffled.size() / 4).forEach(replica.trigger::fire);
        return 0;
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
