package taskfleet.analytics;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import taskfleet.events.Event;
import taskfleet.events.EventData;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCompleted;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskUpdated;

/** The life of one task as events: each verb makes its next version. */
final class TaskStory {
    private final SampleTask task;
    private int version;

    private TaskStory(SampleTask task) {
        this.task = task;
    }

    static TaskStory of(String userId, String createdAt) {
        return of(userId, UUID.randomUUID(), Instant.parse(createdAt));
    }

    static TaskStory of(String userId, UUID taskId, Instant createdAt) {
        return new TaskStory(SampleTask.plain()
                .id(taskId)
                .user(userId)
                .timeZone("UTC")
                .createdAt(createdAt)
                .updatedAt(createdAt));
    }

    /** Varies what isn't told by an event of its own. */
    TaskStory with(Consumer<SampleTask> variation) {
        variation.accept(task);
        return this;
    }

    Event created() {
        return event(new TaskCreated(nextVersion().build()));
    }

    Event updated() {
        return event(new TaskUpdated(nextVersion().build(), List.of("title")));
    }

    Event completed(String at) {
        return completed(Instant.parse(at));
    }

    Event completed(Instant at) {
        return event(new TaskCompleted(nextVersion().completedAt(at).build()));
    }

    Event reopened(Instant at) {
        return event(new TaskUpdated(nextVersion().reopenedAt(at).build(), List.of("status")));
    }

    Event deleted(Instant at) {
        return Event.first(new TaskDeleted(nextVersion().build()), Clock.fixed(at, ZoneOffset.UTC));
    }

    private SampleTask nextVersion() {
        version++;
        return task.version(version);
    }

    private static Event event(EventData data) {
        return Event.first(data, Clock.systemUTC());
    }
}
