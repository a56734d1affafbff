package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How urgent a task is, from least to most. */
public enum Priority {
    NONE(0),
    LOW(1),
    MEDIUM(2),
    HIGH(3),
    URGENT(4);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** From 0, none, to 4, urgent: what tables store and sort by. */
    public int level() {
        return level;
    }

    /** The value of that level. */
    public static Priority ofLevel(int level) {
        return Arrays.stream(values())
                .filter(value -> value.level == level)
                .findFirst()
                .orElseThrow();
    }

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
