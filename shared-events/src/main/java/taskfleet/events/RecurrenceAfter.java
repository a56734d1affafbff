package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the next occurrence of a series counts from. */
public enum RecurrenceAfter {
    DUE_DATE,
    COMPLETION;

    /** The value that JSON spells so, or empty. */
    public static Optional<RecurrenceAfter> named(String jsonName) {
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
