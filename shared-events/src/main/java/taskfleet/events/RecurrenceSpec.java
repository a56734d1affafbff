package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task recurs.
 *
 * @param rule an RFC 5545 section 3.3.10 recurrence rule, without the name {@code RRULE:}
 * @param anchor the local date or date-time that the rule counts from (DTSTART), if it isn't the task's due date
 * @param following what the occurrences after this one get, when this one has been edited on its own; absent while
 *     they get the same
 */
public record RecurrenceSpec(
        String rule,
        RecurrenceAfter after,
        @Nullable String anchor,
        @Nullable Following following) {

    public RecurrenceSpec(String rule, RecurrenceAfter after, @Nullable String anchor) {
        this(rule, after, anchor, null);
    }

    public RecurrenceSpec withAnchor(@Nullable String other) {
        return new RecurrenceSpec(rule, after, other, following);
    }

    public RecurrenceSpec withFollowing(@Nullable Following other) {
        return new RecurrenceSpec(rule, after, anchor, other);
    }

    /**
     * What an occurrence says beside its place in the series.
     *
     * @param due the date on which this occurrence would be due, from which the series goes on
     */
    public record Following(
            String title,
            @Nullable String description,
            Priority priority,
            List<String> tags,
            @JsonProperty("due_at") @Nullable Due due,
            List<ReminderSpec> reminders) {

        public Following {
            tags = List.copyOf(tags);
            reminders = List.copyOf(reminders);
        }
    }
}
