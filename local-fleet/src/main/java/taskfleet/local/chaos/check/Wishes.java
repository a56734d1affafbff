package taskfleet.local.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** When a version of a task wants its reminders to fire. */
final class Wishes {

    private Wishes() {}

    /** Nothing of a task that is done or deleted. Durations are shorter than a day, so no wall clock matters. */
    static List<Instant> of(Published version) {
        List<Instant> wanted = new ArrayList<>();
        if (version.isOpen()) {
            for (JsonNode reminder : version.data().path("reminders")) {
                wanted.add(
                        reminder.has("at")
                                ? Instant.parse(reminder.path("at").asText())
                                : OffsetDateTime.parse(
                                                version.data().path("due_at").asText())
                                        .toInstant()
                                        .minus(Duration.parse(
                                                reminder.path("before_due").asText())));
            }
        }
        return wanted;
    }

    static boolean include(Published version, Instant fireAt) {
        return of(version).contains(fireAt);
    }
}
