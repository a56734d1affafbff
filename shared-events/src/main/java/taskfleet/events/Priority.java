package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How urgent a task is, from least to most. */
public enum Priority {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    /** The value that JSON spells so, or empty. */
    public static Optional<Priority> named(String jsonName) {
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
