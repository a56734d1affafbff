package taskfleet.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to a reminder, with what a notification of it needs. */
public sealed interface ReminderEvent extends EventData permits ReminderScheduled, ReminderTriggered {

    UUID reminderId();

    /** The title of the task. */
    String title();

    /** When the task is due, if it is. */
    @Nullable
    Due due();

    ZoneId timeZone();

    /** When the reminder is to fire. */
    Instant fireAt();
}
