package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A task was deleted; the snapshot shows it as it last was, under the version of the deletion. */
public record TaskDeleted(@JsonValue TaskSnapshot task) implements TaskEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskDeleted {}

    @Override
    public EventType type() {
        return EventType.TASK_DELETED;
    }
}
