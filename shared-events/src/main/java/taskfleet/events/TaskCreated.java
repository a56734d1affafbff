package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A task came into being, by its user or as the next occurrence of a series. */
public record TaskCreated(@JsonValue TaskSnapshot task) implements TaskEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskCreated {}

    @Override
    public EventType type() {
        return EventType.TASK_CREATED;
    }
}
