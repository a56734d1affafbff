package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.ReminderSpec;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCompleted;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskUpdated;
import taskfleet.reminder.Reminder.Status;

class ReminderPlanTest {
    private static final ReminderSpec HOUR_BEFORE = new ReminderSpec.BeforeDue(Duration.ofHours(1));
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(10));
    private static final List<Reminder> KNOWN =
            plan(created(task().reminders(HOUR_BEFORE)), List.of()).written();

    @Test
    void every_future_reminder_of_a_new_task_is_scheduled() {
        var event = SampleEvents.TASK_CREATED_WITH_REMINDERS;

        var plan = plan(event, List.of());

        assertThat(plan.scheduled())
                .extracting(Reminder::fireAt)
                .containsExactly(
                        Instant.parse("2026-11-05T08:00:00Z"),
                        Instant.parse("2026-11-06T07:00:00Z"),
                        Instant.parse("2026-11-04T18:30:00Z"));
        assertThat(plan.written()).isEqualTo(plan.scheduled());
        assertThat(plan.cancelled()).isEmpty();
    }

    @Test
    void a_reminder_whose_time_had_passed_when_the_task_was_written_is_not_scheduled() {
        var atTheWrite = new ReminderSpec.At(SampleEvents.NOW);
        var earlier = new ReminderSpec.BeforeDue(Duration.ofDays(1));

        var plan = plan(created(task().reminders(atTheWrite, earlier)), List.of());

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void an_edit_that_moves_nothing_keeps_the_job_and_tells_nobody() {
        var armed = armed(KNOWN.getFirst());

        var plan = plan(updated(task().title("Water all plants").version(2).reminders(HOUR_BEFORE)), List.of(armed));

        assertThat(plan.scheduled()).isEmpty();
        assertThat(plan.cancelled()).isEmpty();
        assertThat(plan.written()).singleElement().satisfies(reminder -> {
            assertThat(reminder.title()).isEqualTo("Water all plants");
            assertThat(reminder.sequence()).isEqualTo(2);
            assertThat(reminder.jobAt()).isEqualTo(armed.fireAt());
        });
    }

    @Test
    void a_relative_reminder_moves_with_the_due_date_and_keeps_its_id() {
        var moved = task().dueAt(DUE.plus(Duration.ofDays(1)).toString()).version(2);

        var plan = plan(updated(moved.reminders(HOUR_BEFORE)), List.of(armed(KNOWN.getFirst())));

        assertThat(plan.scheduled()).singleElement().satisfies(reminder -> {
            assertThat(reminder.id()).isEqualTo(KNOWN.getFirst().id());
            assertThat(reminder.fireAt()).isEqualTo(DUE.plus(Duration.ofHours(23)));
            assertThat(reminder.jobAt()).isNull();
        });
        assertThat(plan.cancelled()).isEmpty();
    }

    @Test
    void a_reminder_moved_into_the_past_is_cancelled() {
        var moved = task().dueAt(SampleEvents.NOW.plusSeconds(60).toString()).version(2);

        var plan = plan(updated(moved.reminders(HOUR_BEFORE)), KNOWN);

        assertThat(plan.scheduled()).isEmpty();
        assertThat(plan.written()).extracting(Reminder::status).containsExactly(Status.CANCELLED);
        assertThat(plan.cancelled()).isEqualTo(KNOWN);
    }

    @Test
    void a_reminder_taken_off_the_task_is_cancelled_and_the_new_one_scheduled() {
        var other = new ReminderSpec.BeforeDue(Duration.ofHours(2));

        var plan = plan(updated(task().version(2).reminders(other)), KNOWN);

        assertThat(plan.cancelled()).isEqualTo(KNOWN);
        assertThat(plan.scheduled()).extracting(Reminder::fireAt).containsExactly(DUE.minus(Duration.ofHours(2)));
    }

    @Test
    void completion_and_deletion_cancel_what_is_scheduled() {
        var task = task().version(2).reminders(HOUR_BEFORE);

        var deleted = plan(SampleEvents.fresh(new TaskDeleted(task.build())), KNOWN);
        var completed = plan(completed(task), KNOWN);

        assertThat(List.of(completed, deleted)).allSatisfy(plan -> {
            assertThat(plan.cancelled()).isEqualTo(KNOWN);
            assertThat(plan.written()).extracting(Reminder::status).containsExactly(Status.CANCELLED);
        });
    }

    @Test
    void reopening_schedules_again_what_is_still_to_come() {
        var past = new ReminderSpec.At(SampleEvents.NOW.minusSeconds(1));
        var known = List.of(KNOWN.getFirst().cancelled());

        var plan = plan(updated(task().version(3).reminders(HOUR_BEFORE, past)), known);

        assertThat(plan.scheduled())
                .extracting(Reminder::id)
                .containsExactly(KNOWN.getFirst().id());
        assertThat(plan.scheduled()).extracting(Reminder::status).containsExactly(Status.SCHEDULED);
    }

    @Test
    void a_triggered_reminder_fires_again_only_at_another_time() {
        var triggered = List.of(with(KNOWN.getFirst(), Status.TRIGGERED));
        var later = DUE.plus(Duration.ofDays(7)).toString();

        var sameTime = plan(updated(task().version(2).reminders(HOUR_BEFORE)), triggered);
        var moved = plan(updated(task().dueAt(later).version(3).reminders(HOUR_BEFORE)), triggered);

        assertThat(sameTime.isEmpty()).isTrue();
        assertThat(moved.scheduled()).extracting(Reminder::status).containsExactly(Status.SCHEDULED);
    }

    @Test
    void the_same_wish_twice_is_one_reminder() {
        var sixtyMinutes = new ReminderSpec.BeforeDue(Duration.ofMinutes(60));

        var plan = plan(created(task().reminders(HOUR_BEFORE, sixtyMinutes)), List.of());

        assertThat(plan.scheduled()).hasSize(1);
    }

    @Test
    void the_same_wish_of_two_tasks_is_two_reminders() {
        var alices = task().build();
        var bobs = SampleEvents.bobsTask().build();

        var ids = List.of(Reminder.id(alices.taskId(), HOUR_BEFORE), Reminder.id(bobs.taskId(), HOUR_BEFORE));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(id.version()).isEqualTo(5));
    }

    private static SampleTask task() {
        return SampleTask.plain().dueAt(DUE.toString());
    }

    private static Event created(SampleTask task) {
        return SampleEvents.fresh(new TaskCreated(task.build()));
    }

    private static Event updated(SampleTask task) {
        return SampleEvents.fresh(new TaskUpdated(task.build(), List.of("due_at")));
    }

    private static Event completed(SampleTask task) {
        return SampleEvents.fresh(
                new TaskCompleted(task.completedAt(SampleEvents.NOW).build()));
    }

    private static Reminder armed(Reminder reminder) {
        return with(reminder, reminder.status(), reminder.fireAt());
    }

    private static Reminder with(Reminder reminder, Status status) {
        return with(reminder, status, reminder.fireAt());
    }

    private static Reminder with(Reminder it, Status status, Instant jobAt) {
        return new Reminder(
                it.id(),
                it.taskId(),
                it.userId(),
                it.title(),
                it.due(),
                it.timeZone(),
                it.sequence(),
                it.fireAt(),
                status,
                jobAt,
                it.cause());
    }

    @Test
    void versions_that_come_together_leave_what_they_would_have_left_one_by_one() {
        var first = created(task().reminders(HOUR_BEFORE));
        var edited = updated(task().title("Water all plants").version(2).reminders(HOUR_BEFORE));
        var completed = completed(task().version(3).reminders(HOUR_BEFORE));

        var open = ReminderPlan.of(List.of(first, edited), List.of());
        var done = ReminderPlan.of(List.of(first, edited, completed), List.of());

        assertThat(open.written()).singleElement().satisfies(reminder -> {
            assertThat(reminder.title()).isEqualTo("Water all plants");
            assertThat(reminder.status()).isEqualTo(Reminder.Status.SCHEDULED);
        });
        assertThat(open.told()).hasSize(1);
        assertThat(open.scheduled()).hasSize(1);
        assertThat(done.written()).extracting(Reminder::status).containsExactly(Reminder.Status.CANCELLED);
        assertThat(done.told()).hasSize(1);
        assertThat(done.scheduled()).isEmpty();
    }

    @Test
    void a_time_that_passed_between_two_versions_that_come_together_is_not_forgotten() {
        var first = created(task().reminders(HOUR_BEFORE));
        var edited = updated(task().title("Water all plants").version(2).reminders(HOUR_BEFORE));
        var fireAt = plan(first, List.of()).written().iterator().next().fireAt();
        var late = new Event(edited.id(), edited.source(), fireAt.plusSeconds(60), null, 0, null, null, edited.data());

        var plan = ReminderPlan.of(List.of(first, late), List.of());

        assertThat(plan.scheduled()).extracting(Reminder::fireAt).containsExactly(fireAt);
    }

    private static ReminderPlan plan(Event event, List<Reminder> known) {
        return ReminderPlan.of(List.of(event), known);
    }
}
