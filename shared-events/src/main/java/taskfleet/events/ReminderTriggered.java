package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reminder fired.
 *
 * @param triggeredAt when it fired; never before {@code fireAt}
 * @param missed whether it fired so late that it is a mark for the record, not a notification
 */
public record ReminderTriggered(
        UUID reminderId,
        UUID taskId,
        String userId,
        String title,
        @JsonProperty("due_at") @Nullable Due due,
        ZoneId timeZone,
        Instant fireAt,
        int sequence,
        Instant triggeredAt,
        boolean missed)
        implements ReminderEvent {

    public ReminderTriggered {
        fireAt = fireAt.truncatedTo(ChronoUnit.MICROS);
        triggeredAt = triggeredAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public EventType type() {
        return EventType.REMINDER_TRIGGERED;
    }
}
