package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A whole task at one version of it; instants are kept to the microsecond.
 *
 * @param completedAt present exactly when the status is completed
 * @param seriesId the series of a recurring task; present together with {@code occurrence}
 * @param occurrence the number of the task in its series, from 1
 */
public record TaskSnapshot(
        UUID taskId,
        String userId,
        String title,
        @Nullable String description,
        Priority priority,
        List<String> tags,
        @JsonProperty("due_at") @Nullable Due due,
        ZoneId timeZone,
        @Nullable RecurrenceSpec recurrence,
        List<ReminderSpec> reminders,
        TaskStatus status,
        @Nullable Instant completedAt,
        int version,
        @Nullable UUID seriesId,
        @Nullable Integer occurrence,
        Instant createdAt,
        Instant updatedAt) {

    public TaskSnapshot {
        tags = List.copyOf(tags);
        reminders = List.copyOf(reminders);
        completedAt = completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.MICROS);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** What the occurrences after this one get: the content of this one, unless it has been edited on its own. */
    public RecurrenceSpec.Following following() {
        return recurrence != null && recurrence.following() != null
                ? recurrence.following()
                : new RecurrenceSpec.Following(title, description, priority, tags, due, reminders);
    }
}
