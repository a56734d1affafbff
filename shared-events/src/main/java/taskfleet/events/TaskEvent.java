package taskfleet.events;

import java.util.UUID;

/** A change of a task, with the whole task after it (before it, for a deletion). */
public sealed interface TaskEvent extends EventData permits TaskCreated, TaskUpdated, TaskCompleted, TaskDeleted {

    TaskSnapshot task();

    @Override
    default String userId() {
        return task().userId();
    }

    @Override
    default UUID taskId() {
        return task().taskId();
    }

    @Override
    default int sequence() {
        return task().version();
    }
}
