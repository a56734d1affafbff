package taskfleet.events;

import org.jspecify.annotations.Nullable;

/**
 * How a task recurs.
 *
 * @param rule an RFC 5545 section 3.3.10 recurrence rule, without the name {@code RRULE:}
 * @param anchor the local date or date-time that the rule counts from (DTSTART), if it isn't the task's due date
 */
public record RecurrenceSpec(
        String rule, RecurrenceAfter after, @Nullable String anchor) {}
