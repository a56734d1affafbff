package taskfleet.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels: its {@code data} and the CloudEvents attributes that don't follow from it.
 *
 * @param id a UUIDv7 (RFC 9562 section 5.7), fixed at creation, so that a redelivery has the same
 * @param causationId the event that led to this one; absent for what a user did
 * @param hops how many events led here, one after another
 * @param traceparent the W3C trace context, if traced
 * @param redrive how a person sent it again from the dead letters, if it comes from there
 */
public record Event(
        UUID id,
        URI source,
        Instant time,
        @Nullable UUID causationId,
        int hops,
        @Nullable String traceparent,
        @Nullable Redrive redrive,
        EventData data) {

    public static final URI DEFAULT_SOURCE = URI.create("todo-backend");

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    public Event {
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /** An event that no other event led to. */
    public static Event first(EventData data, Clock clock) {
        return create(null, 0, null, data, clock);
    }

    /** An event that follows from another one, in the same trace. */
    public static Event causedBy(Event cause, EventData data, Clock clock) {
        return causedBy(Cause.of(cause), data, clock);
    }

    /** An event that follows from another one that happened in another service. */
    public static Event causedBy(Cause cause, EventData data, Clock clock) {
        return create(cause.eventId(), cause.hops() + 1, cause.traceparent(), data, clock);
    }

    private static Event create(
            @Nullable UUID causationId, int hops, @Nullable String traceparent, EventData data, Clock clock) {
        Instant now = clock.instant();
        return new Event(
                IDS.construct(now.toEpochMilli()), DEFAULT_SOURCE, now, causationId, hops, traceparent, null, data);
    }

    public Event withSource(URI other) {
        return new Event(id, other, time, causationId, hops, traceparent, redrive, data);
    }

    public Event withTraceparent(@Nullable String other) {
        return new Event(id, source, time, causationId, hops, other, redrive, data);
    }

    public Event withRedrive(Redrive other) {
        return new Event(id, source, time, causationId, hops, traceparent, other, data);
    }

    public EventType type() {
        return data.type();
    }

    /** The task's id, as text. */
    public String subject() {
        return data.taskId().toString();
    }

    /** The user's id: events of one user keep their order. */
    public String partitionKey() {
        return data.userId();
    }

    /** The version of the task: only a newer one is applied. */
    public int sequence() {
        return data.sequence();
    }

    /** How often it was sent again from the dead letters; 0 for an event that comes for the first time. */
    public int redriveCount() {
        return redrive == null ? 0 : redrive.count();
    }

    /**
     * A person's word to try an event again, for the one worker that gave it up.
     *
     * @param count how often it has been sent again, from 1
     * @param consumer the worker that is to handle it; all others leave it alone
     */
    public record Redrive(int count, String consumer) {}

    /** What an effect needs to know of the event that led to it, when that event isn't at hand. */
    public record Cause(UUID eventId, int hops, @Nullable String traceparent) {

        public static Cause of(Event event) {
            return new Cause(event.id(), event.hops(), event.traceparent());
        }
    }
}
