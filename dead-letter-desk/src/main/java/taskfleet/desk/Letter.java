package taskfleet.desk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the desk keeps it: an event that a worker gave up on, and where it stands.
 *
 * @param id derived from the worker and the event, so that a letter that comes again meets itself
 * @param failure the newest
 * @param obstacle why it can't be redriven; absent when it can
 */
record Letter(
        UUID id,
        Place place,
        About about,
        Failure failure,
        Instant firstFailedAt,
        Standing standing,
        @Nullable String obstacle) {

    /**
     * Where the event lay when the worker took it.
     *
     * @param partition and offset: -1 when nobody has told
     */
    record Place(String worker, String topic, int partition, long offset, String key) {}

    /** What the event says of itself, as far as it can be read. */
    record About(
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String userId,
            @Nullable String taskId) {}

    /**
     * One time that the worker gave up.
     *
     * @param reason a code
     * @param detail the same in words
     */
    record Failure(String reason, String detail, int attempts, Instant at) {}
}
