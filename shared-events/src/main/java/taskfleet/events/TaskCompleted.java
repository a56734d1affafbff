package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A task became complete. */
public record TaskCompleted(@JsonValue TaskSnapshot task) implements TaskEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskCompleted {}

    @Override
    public EventType type() {
        return EventType.TASK_COMPLETED;
    }
}
