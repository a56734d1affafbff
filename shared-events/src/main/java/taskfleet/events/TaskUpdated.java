package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A task was changed or reopened.
 *
 * @param changed the JSON names of the changed fields, such as {@code due_at}
 */
public record TaskUpdated(@JsonUnwrapped TaskSnapshot task, List<String> changed) implements TaskEvent {

    public TaskUpdated {
        changed = List.copyOf(changed);
    }

    @Override
    public EventType type() {
        return EventType.TASK_UPDATED;
    }
}
