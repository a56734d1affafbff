package taskfleet.tasks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.TaskCompleted;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskEvent;
import taskfleet.events.TaskSnapshot;
import taskfleet.events.TaskStatus;
import taskfleet.events.TaskUpdated;
import taskfleet.recurrence.Occurrence;
import taskfleet.recurrence.WallClock;

/**
 * A task and what can be done with it. Each verb gives the event that tells of the change and holds the task after it,
 * or nothing where there is nothing to change.
 *
 * @param completedVersion the version that completed it; tells a completion from an earlier one that was taken back
 */
record Task(TaskSnapshot snapshot, @Nullable Integer completedVersion) {
    static TaskCreated create(UUID id, String userId, TaskDraft draft, Instant now) {
        boolean recurs = draft.recurrence() != null;
        return new TaskCreated(new TaskSnapshot(
                id,
                userId,
                draft.title(),
                draft.description(),
                draft.priority(),
                draft.tags(),
                draft.due(),
                draft.timeZone(),
                draft.recurrence(),
                draft.reminders(),
                TaskStatus.OPEN,
                null,
                1,
                recurs ? id : null,
                recurs ? 1 : null,
                now,
                now));
    }

    boolean isCompleted() {
        return snapshot.status() == TaskStatus.COMPLETED;
    }

    /** Nobody has changed it since it was made. */
    boolean isUntouched() {
        return snapshot.updatedAt().equals(snapshot.createdAt());
    }

    /** As it is after one of these events, which is no deletion. */
    Task after(TaskEvent event) {
        var after = event.task();
        if (after.status() == TaskStatus.OPEN) {
            return new Task(after, null);
        }
        return new Task(after, completedVersion == null ? Integer.valueOf(after.version()) : completedVersion);
    }

    /**
     * An edit of this occurrence and of all that follow it.
     *
     * @param following what the edit makes of those: the same, unless this one has been edited on its own before
     */
    Optional<TaskEvent> edit(TaskDraft draft, TaskDraft following, Instant now) {
        var recurrence = anchored(following);
        return updated(
                draft.content(),
                draft.timeZone(),
                recurrence == null ? null : recurrence.withFollowing(unlessSame(following.content(), draft)),
                now);
    }

    /** An edit of this occurrence of a series alone: the rule goes on from where it was. */
    Optional<TaskEvent> editAlone(TaskDraft draft, Instant now) {
        var recurrence = Objects.requireNonNull(snapshot.recurrence());
        return updated(
                draft.content(),
                snapshot.timeZone(),
                recurrence.withFollowing(unlessSame(snapshot.following(), draft)),
                now);
    }

    /**
     * Leaves out the date on which this occurrence is due: it becomes the one on the next date, with what that would
     * have got. Empty when the series has no later date.
     */
    Optional<TaskEvent> skip(Instant now) {
        var recurrence = Objects.requireNonNull(snapshot.recurrence());
        var zone = snapshot.timeZone();
        var content = snapshot.following();
        if (content.due() == null || snapshot.occurrence() == null) {
            return Optional.empty();
        }
        var due = SeriesDates.wallClock(content.due(), zone);
        var anchor = recurrence.anchor() == null ? null : WallClock.parse(recurrence.anchor());
        return SeriesDates.recurrence(recurrence, zone)
                .skip(new Occurrence(snapshot.occurrence(), due, anchor), now)
                .flatMap(next -> updated(
                        SeriesDates.moved(content, due, next.due(), zone),
                        zone,
                        recurrence.withAnchor(next.anchor().toString()).withFollowing(null),
                        now));
    }

    Optional<TaskEvent> complete(Instant now) {
        return isCompleted() ? Optional.empty() : Optional.of(new TaskCompleted(with(TaskStatus.COMPLETED, now, now)));
    }

    Optional<TaskEvent> reopen(Instant now) {
        return isCompleted()
                ? Optional.of(new TaskUpdated(with(TaskStatus.OPEN, null, now), List.of("status", "completed_at")))
                : Optional.empty();
    }

    TaskEvent delete(Instant now) {
        return new TaskDeleted(with(snapshot.status(), snapshot.completedAt(), now));
    }

    private TaskSnapshot with(TaskStatus status, @Nullable Instant completedAt, Instant now) {
        return new TaskSnapshot(
                snapshot.taskId(),
                snapshot.userId(),
                snapshot.title(),
                snapshot.description(),
                snapshot.priority(),
                snapshot.tags(),
                snapshot.due(),
                snapshot.timeZone(),
                snapshot.recurrence(),
                snapshot.reminders(),
                status,
                completedAt,
                snapshot.version() + 1,
                snapshot.seriesId(),
                snapshot.occurrence(),
                snapshot.createdAt(),
                now);
    }

    private Optional<TaskEvent> updated(
            RecurrenceSpec.Following content, ZoneId zone, @Nullable RecurrenceSpec recurrence, Instant now) {
        boolean startsSeries = recurrence != null && snapshot.seriesId() == null;
        var edited = new TaskSnapshot(
                snapshot.taskId(),
                snapshot.userId(),
                content.title(),
                content.description(),
                content.priority(),
                content.tags(),
                content.due(),
                zone,
                recurrence,
                content.reminders(),
                snapshot.status(),
                snapshot.completedAt(),
                snapshot.version() + 1,
                startsSeries ? snapshot.taskId() : snapshot.seriesId(),
                startsSeries ? Integer.valueOf(1) : snapshot.occurrence(),
                snapshot.createdAt(),
                now);
        var changed = changed(edited);
        return changed.isEmpty() ? Optional.empty() : Optional.of(new TaskUpdated(edited, changed));
    }

    private static RecurrenceSpec.@Nullable Following unlessSame(RecurrenceSpec.Following following, TaskDraft draft) {
        return following.equals(draft.content()) ? null : following;
    }

    /** Whoever sets the rule, the due date or the zone starts the series anew there; else it keeps its anchor. */
    private @Nullable RecurrenceSpec anchored(TaskDraft draft) {
        var given = draft.recurrence();
        var known = snapshot.recurrence();
        if (given == null || known == null) {
            return given;
        }
        boolean same = given.rule().equals(known.rule())
                && given.after() == known.after()
                && Objects.equals(draft.due(), snapshot.following().due())
                && draft.timeZone().equals(snapshot.timeZone());
        return same ? known.withFollowing(null) : given;
    }

    /** The JSON names of the fields in which the edited task differs. */
    private List<String> changed(TaskSnapshot edited) {
        var changed = new ArrayList<String>();
        note(changed, "title", snapshot.title(), edited.title());
        note(changed, "description", snapshot.description(), edited.description());
        note(changed, "priority", snapshot.priority(), edited.priority());
        note(changed, "tags", snapshot.tags(), edited.tags());
        note(changed, "due_at", snapshot.due(), edited.due());
        note(changed, "time_zone", snapshot.timeZone(), edited.timeZone());
        note(changed, "recurrence", snapshot.recurrence(), edited.recurrence());
        note(changed, "reminders", snapshot.reminders(), edited.reminders());
        return changed;
    }

    private static void note(List<String> changed, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(name);
        }
    }
}
