package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A reminder was scheduled, or moved to another time. */
public record ReminderScheduled(
        UUID reminderId,
        UUID taskId,
        String userId,
        String title,
        @JsonProperty("due_at") @Nullable Due due,
        ZoneId timeZone,
        Instant fireAt,
        int sequence)
        implements ReminderEvent {

    public ReminderScheduled {
        fireAt = fireAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public EventType type() {
        return EventType.REMINDER_SCHEDULED;
    }
}
