package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.EventType;
import taskfleet.events.ReminderScheduled;
import taskfleet.events.SampleEvents;
import taskfleet.kit.dapr.SidecarException;
import taskfleet.kit.delivery.Outcome;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

class TaskHandlerTest {
    private static final Instant SOON = SampleEvents.NOW.plus(Duration.ofHours(5));
    private static final Instant LATER = SOON.plus(Duration.ofHours(1));
    private static final Instant BEYOND_THE_HORIZON = SampleEvents.NOW.plus(Duration.ofHours(49));

    private static final SettableClock CLOCK = new SettableClock(SampleEvents.NOW);
    private static final Replica REPLICA = new Replica(TestDatabase.create(), CLOCK);

    private final ReminderTask task = ReminderTask.next(CLOCK);
    private final String job = task.reminderId().toString();

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
    void a_created_task_schedules_its_reminder_tells_of_it_and_gives_it_a_job() {
        var created = task.created(SOON);

        var outcome = REPLICA.handle(created);

        assertThat(outcome).isEqualTo(Outcome.done());
        assertThat(REPLICA.statusOf(task.reminderId())).isEqualTo("scheduled");
        assertThat(REPLICA.scheduler.sidecar.jobs).containsOnly(Map.entry(job, SOON));
        assertThat(REPLICA.events()).singleElement().satisfies(event -> {
            assertThat(event.causationId()).isEqualTo(created.id());
            assertThat(event.hops()).isEqualTo(1);
            assertThat(event.data())
                    .isInstanceOfSatisfying(
                            ReminderScheduled.class,
                            scheduled -> assertThat(scheduled.fireAt()).isEqualTo(SOON));
        });
    }

    @Test
    void all_reminders_of_a_task_are_written_by_one_event() {
        var outcome = REPLICA.handle(SampleEvents.TASK_CREATED_WITH_REMINDERS);

        assertThat(outcome).isEqualTo(Outcome.done());
        assertThat(REPLICA.events(EventType.REMINDER_SCHEDULED)).hasSize(3);
    }

    @Test
    void redelivered_event_changes_nothing() {
        var created = task.created(SOON);
        REPLICA.handle(created);

        var again = REPLICA.handle(created);

        assertThat(again).isInstanceOf(Outcome.Ignored.class);
        assertThat(REPLICA.events()).hasSize(1);
    }

    @Test
    void redriven_event_that_was_applied_changes_nothing() {
        var created = task.created(SOON);
        REPLICA.handle(created);

        var again = REPLICA.handle(created.withRedrive(new Event.Redrive(1, "reminder-worker")));

        assertThat(again).isInstanceOf(Outcome.Ignored.class);
        assertThat(REPLICA.events()).hasSize(1);
    }

    @Test
    void events_that_come_together_take_effect_in_their_order_and_once() {
        var created = task.created(SOON);
        var moved = task.updated(2, LATER);

        var outcomes = REPLICA.handle(List.of(created, moved, created));

        assertThat(outcomes).containsOnly(Outcome.done());
        assertThat(REPLICA.scheduler.sidecar.jobs).containsOnly(Map.entry(job, LATER));
        assertThat(REPLICA.events(EventType.REMINDER_SCHEDULED))
                .extracting(Event::sequence)
                .containsExactly(1, 2);
    }

    @Test
    void older_version_is_ignored() {
        REPLICA.handle(task.updated(3, LATER));

        var older = REPLICA.handle(task.updated(2, SOON));

        assertThat(older).isInstanceOf(Outcome.Ignored.class);
        assertThat(REPLICA.scheduler.sidecar.jobs).containsEntry(job, LATER);
        assertThat(REPLICA.events()).hasSize(1);
    }

    @Test
    void creation_that_arrives_after_the_deletion_schedules_nothing() {
        REPLICA.handle(task.deleted(2, SOON));

        var late = REPLICA.handle(task.created(SOON));

        assertThat(late).isInstanceOf(Outcome.Ignored.class);
        assertThat(REPLICA.events()).isEmpty();
        assertThat(REPLICA.scheduler.sidecar.jobs).isEmpty();
    }

    @Test
    void moved_reminder_replaces_its_job_and_is_told_again() {
        REPLICA.handle(task.created(SOON));

        REPLICA.handle(task.updated(2, LATER));

        assertThat(REPLICA.scheduler.sidecar.jobs).containsOnly(Map.entry(job, LATER));
        assertThat(REPLICA.events(EventType.REMINDER_SCHEDULED))
                .extracting(Event::sequence)
                .containsExactly(1, 2);
    }

    @Test
    void edit_that_moves_nothing_is_not_told_and_asks_for_no_job() {
        REPLICA.handle(task.created(SOON));

        var edited = REPLICA.handle(task.updated(2, SOON));

        assertThat(edited).isEqualTo(Outcome.done());
        assertThat(REPLICA.events()).hasSize(1);
        assertThat(REPLICA.scheduler.calls).hasSize(1);
        assertThat(REPLICA.row(task.reminderId()).getInteger("sequence")).isEqualTo(2);
    }

    @Test
    void completed_task_takes_back_its_job_and_its_reminder_does_not_fire() {
        REPLICA.handle(task.created(SOON));

        REPLICA.handle(task.completed(2, SOON));
        CLOCK.set(LATER);
        REPLICA.trigger.fire(task.reminderId());
        REPLICA.trigger.fireOverdue();

        assertThat(REPLICA.scheduler.sidecar.jobs).isEmpty();
        assertThat(REPLICA.statusOf(task.reminderId())).isEqualTo("cancelled");
        assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).isEmpty();
    }

    @Test
    void reopened_task_schedules_its_future_reminder_again() {
        REPLICA.handle(task.created(SOON));
        REPLICA.handle(task.completed(2, SOON));

        REPLICA.handle(task.updated(3, SOON));

        assertThat(REPLICA.statusOf(task.reminderId())).isEqualTo("scheduled");
        assertThat(REPLICA.scheduler.sidecar.jobs).containsEntry(job, SOON);
        assertThat(REPLICA.events(EventType.REMINDER_SCHEDULED)).hasSize(2);
    }

    @Test
    void reminder_that_is_scheduled_again_no_longer_says_when_it_was_triggered() {
        REPLICA.handle(task.created(SOON));
        CLOCK.set(SOON);
        REPLICA.trigger.fire(task.reminderId());

        REPLICA.handle(task.updated(2, LATER));

        assertThat(REPLICA.statusOf(task.reminderId())).isEqualTo("scheduled");
        assertThat(REPLICA.row(task.reminderId()).getString("triggered_at")).isNull();
    }

    @Test
    void reminder_beyond_the_horizon_gets_its_job_when_its_time_comes() {
        REPLICA.handle(task.created(BEYOND_THE_HORIZON));
        REPLICA.jobs.armNext();
        assertThat(REPLICA.scheduler.calls).isEmpty();

        CLOCK.advance(Duration.ofHours(2));
        REPLICA.jobs.armNext();
        REPLICA.jobs.armNext();

        assertThat(REPLICA.scheduler.sidecar.jobs).containsOnly(Map.entry(job, BEYOND_THE_HORIZON));
        assertThat(REPLICA.scheduler.calls).hasSize(1);
    }

    @Test
    void scheduler_that_is_away_fails_no_event_and_the_sweep_arms_when_it_is_back() {
        REPLICA.scheduler.goAway();

        var outcome = REPLICA.handle(task.created(SOON));
        REPLICA.scheduler.comeBack();
        REPLICA.jobs.armNext();

        assertThat(outcome).isEqualTo(Outcome.done());
        assertThat(REPLICA.scheduler.sidecar.jobs).containsEntry(job, SOON);
    }

    @Test
    void while_the_scheduler_is_away_events_do_not_wait_for_it() {
        REPLICA.scheduler.goAway();
        REPLICA.handle(task.created(SOON));
        REPLICA.scheduler.calls.clear();

        REPLICA.handle(ReminderTask.next(CLOCK).created(SOON));
        REPLICA.handle(task.completed(2, SOON));

        assertThat(REPLICA.scheduler.calls).isEmpty();
    }

    @Test
    void jobs_of_one_event_are_asked_for_together() throws InterruptedException {
        var scheduler = Promise.<Void>promise();
        REPLICA.scheduler.beforeJob = scheduler::future;
        CLOCK.set(Instant.parse("2026-11-04T10:00:00Z"));

        var handling = Thread.ofVirtual().start(() -> REPLICA.handle(SampleEvents.TASK_CREATED_WITH_REMINDERS));

        try {
            await().untilAsserted(() -> assertThat(REPLICA.scheduler.calls).hasSize(3));
        } finally {
            scheduler.fail(SidecarException.away("schedule job", "timed out"));
            handling.join();
        }
    }
}
