package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.EventType;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

class ReminderTriggerTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(5));
    private static final Instant MOVED = DUE.plus(Duration.ofHours(1));

    private static final SettableClock CLOCK = new SettableClock(SampleEvents.NOW);
    private static final Replica REPLICA = new Replica(TestDatabase.create(), CLOCK);

    private final ReminderTask task = ReminderTask.next(CLOCK);

    @BeforeEach
    void reset() {
        CLOCK.set(SampleEvents.NOW);
        REPLICA.reset();
    }

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    @Test
    void job_that_fires_three_times_triggers_once() {
        REPLICA.handle(task.created(DUE));
        CLOCK.set(DUE);

        REPLICA.trigger.fire(task.reminderId());
        REPLICA.trigger.fire(task.reminderId());
        CLOCK.advance(Duration.ofHours(1));
        REPLICA.trigger.fire(task.reminderId());
        REPLICA.trigger.fireOverdue();

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).hasSize(1);
        assertThat(REPLICA.statusOf(task.reminderId())).isEqualTo("triggered");
    }

    @Test
    void triggered_event_follows_from_the_event_of_the_task() {
        var created = task.created(DUE).withTraceparent(TRACE);
        REPLICA.handle(created);
        CLOCK.set(DUE.plusMillis(20));

        REPLICA.trigger.fire(task.reminderId());

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).singleElement().satisfies(event -> {
            assertThat(event.causationId()).isEqualTo(created.id());
            assertThat(event.hops()).isEqualTo(1);
            assertThat(event.traceparent()).isEqualTo(TRACE);
            assertThat(event.partitionKey()).isEqualTo(SampleEvents.ALICE);
            var triggered = (ReminderTriggered) event.data();
            assertThat(triggered.reminderId()).isEqualTo(task.reminderId());
            assertThat(triggered.fireAt()).isEqualTo(DUE);
            assertThat(triggered.triggeredAt()).isEqualTo(DUE.plusMillis(20));
            assertThat(triggered.missed()).isFalse();
        });
    }

    @Test
    void job_that_comes_early_triggers_nothing_and_is_replaced_by_the_sweep() {
        REPLICA.handle(task.created(DUE));
        CLOCK.set(DUE.minusMillis(1));
        REPLICA.trigger.fire(task.reminderId());
        REPLICA.scheduler.sidecar.jobs.clear(); // it has fired

        REPLICA.jobs.armNext();

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).isEmpty();
        assertThat(REPLICA.scheduler.sidecar.jobs)
                .containsEntry(task.reminderId().toString(), DUE);
    }

    @Test
    void job_of_a_moved_reminder_triggers_only_at_the_new_time() {
        REPLICA.handle(task.created(DUE));
        REPLICA.handle(task.updated(2, MOVED));

        CLOCK.set(DUE.plusSeconds(10));
        REPLICA.trigger.fire(task.reminderId());
        REPLICA.trigger.fireOverdue();
        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).isEmpty();
        CLOCK.set(MOVED);
        REPLICA.trigger.fire(task.reminderId());

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).hasSize(1);
    }

    @Test
    void job_made_for_a_time_that_was_moved_meanwhile_is_seen_and_replaced() {
        REPLICA.handle(task.created(DUE));
        var stale = REPLICA.reminder(task.reminderId());
        REPLICA.handle(task.updated(2, MOVED));
        REPLICA.jobs.arm(List.of(stale)); // a slow replica, after the move

        REPLICA.jobs.armNext();

        assertThat(REPLICA.scheduler.sidecar.jobs)
                .containsEntry(task.reminderId().toString(), MOVED);
    }

    @Test
    void job_of_a_deleted_task_triggers_nothing() {
        REPLICA.handle(task.created(DUE));
        REPLICA.handle(task.deleted(2, DUE));
        CLOCK.set(DUE);

        REPLICA.trigger.fire(task.reminderId());

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).isEmpty();
    }

    @Test
    void sweep_fires_what_is_due_though_the_scheduler_was_wiped() {
        REPLICA.handle(task.created(DUE));
        REPLICA.scheduler.sidecar.jobs.clear();
        CLOCK.set(DUE.plusSeconds(2));

        int fired = REPLICA.trigger.fireOverdue();

        assertThat(fired).isEqualTo(1);
        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).hasSize(1);
    }

    @Test
    void sweep_leaves_a_reminder_to_its_job_for_the_grace() {
        REPLICA.handle(task.created(DUE));
        CLOCK.set(DUE.plusMillis(1_999));

        int fired = REPLICA.trigger.fireOverdue();

        assertThat(fired).isZero();
    }

    @Test
    void reminder_more_than_a_day_late_is_marked_as_missed() {
        var onTime = ReminderTask.next(CLOCK);
        REPLICA.handle(onTime.created(DUE.plusMillis(1)));
        REPLICA.handle(task.created(DUE));
        CLOCK.set(DUE.plus(Duration.ofHours(24)).plusMillis(1));

        REPLICA.trigger.fire(task.reminderId());
        REPLICA.trigger.fire(onTime.reminderId());

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED))
                .extracting(event -> ((ReminderTriggered) event.data()).missed())
                .containsExactly(true, false);
    }

    @Test
    void reminder_due_a_month_ago_is_not_forgotten() {
        REPLICA.handle(task.created(DUE));
        CLOCK.set(DUE.plus(Duration.ofDays(30)));

        REPLICA.trigger.fireOverdue();

        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).hasSize(1);
    }
}
