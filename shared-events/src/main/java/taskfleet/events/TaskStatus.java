package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a task is still to be done. */
public enum TaskStatus {
    OPEN,
    COMPLETED;

    /** The value that JSON spells so, or empty. */
    public static Optional<TaskStatus> named(String jsonName) {
        return Arrays.stream(values())
                .filter(value -> value.jsonName().equals(jsonName))
                .findFirst();
    }

    /** The spelling in JSON: lower case. */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
