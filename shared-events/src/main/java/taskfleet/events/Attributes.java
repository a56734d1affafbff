package taskfleet.events;

import io.cloudevents.CloudEvent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The attributes of an event in their types, read from a CloudEvent and checked. */
final class Attributes {
    static final String JSON = "application/json";
    static final String SUBJECT = "subject";
    static final String PARTITION_KEY = "partitionkey";
    static final String SEQUENCE = "sequence";
    static final String HOPS = "hops";
    static final String CAUSATION_ID = "causationid";
    static final String TRACE_PARENT = "traceparent";
    static final String REDRIVE = "redrive";
    static final String REDRIVE_CONSUMER = "redriveconsumer";

    private static final String INTEGER = "an integer of 32 bits";
    private static final int INTEGER_LENGTH = 20;

    private final CloudEvent cloudEvent;

    Attributes(CloudEvent cloudEvent) {
        this.cloudEvent = cloudEvent;
    }

    EventType type() throws UnreadableEvent {
        EventType type = EventType.named(cloudEvent.getType())
                .orElseThrow(() -> UnreadableEvent.unknownType(cloudEvent.getType()));
        URI dataSchema = cloudEvent.getDataSchema();
        if (dataSchema != null && !dataSchema.equals(type.dataSchema())) {
            throw UnreadableEvent.unknownSchema(dataSchema, type);
        }
        return type;
    }

    /** Puts the event together, when the attributes that repeat the data agree with it. */
    Event with(EventData data) throws UnreadableEvent {
        Event event = new Event(
                uuid("id", cloudEvent.getId()),
                cloudEvent.getSource(),
                time(),
                causationId(),
                count(HOPS),
                traceParent(),
                redrive(),
                data);
        requireEqual(SUBJECT, required(SUBJECT, cloudEvent.getSubject()), event.subject());
        requireEqual(PARTITION_KEY, required(PARTITION_KEY, cloudEvent.getExtension(PARTITION_KEY)), data.userId());
        requireEqual(
                SEQUENCE, integer(SEQUENCE, required(SEQUENCE, cloudEvent.getExtension(SEQUENCE))), data.sequence());
        return event;
    }

    private Instant time() throws UnreadableEvent {
        OffsetDateTime time = (OffsetDateTime) required("time", cloudEvent.getTime());
        return time.toInstant();
    }

    private @Nullable UUID causationId() throws UnreadableEvent {
        Object value = cloudEvent.getExtension(CAUSATION_ID);
        return value == null ? null : uuid(CAUSATION_ID, value.toString());
    }

    /** One that is malformed counts as absent; the sidecar writes an empty one where it knows of no trace. */
    private @Nullable String traceParent() {
        Object value = cloudEvent.getExtension(TRACE_PARENT);
        return value instanceof String text ? Traceparent.read(text).orElse(null) : null;
    }

    private Event.@Nullable Redrive redrive() throws UnreadableEvent {
        int count = count(REDRIVE);
        if (count == 0) {
            return null;
        }
        return new Event.Redrive(
                count,
                required(REDRIVE_CONSUMER, cloudEvent.getExtension(REDRIVE_CONSUMER))
                        .toString());
    }

    private int count(String name) throws UnreadableEvent {
        Object value = cloudEvent.getExtension(name);
        int count = value == null ? 0 : integer(name, value);
        if (count < 0) {
            throw UnreadableEvent.invalidAttribute(name, count, "0 or more");
        }
        return count;
    }

    /** An integer by value: whoever passes the event on may write 7.0, or the canonical text of binary mode. */
    private static int integer(String name, Object value) throws UnreadableEvent {
        String digits = value.toString();
        if (digits.length() > INTEGER_LENGTH) {
            throw UnreadableEvent.invalidAttribute(name, value, INTEGER);
        }
        try {
            return new BigDecimal(digits).intValueExact();
        } catch (ArithmeticException | NumberFormatException notAnInteger) {
            throw UnreadableEvent.invalidAttribute(name, value, INTEGER);
        }
    }

    private static UUID uuid(String name, String value) throws UnreadableEvent {
        try {
            UUID uuid = UUID.fromString(value);
            if (uuid.toString().equalsIgnoreCase(value)) {
                return uuid;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, as the short forms that fromString lets pass.
        }
        throw UnreadableEvent.invalidAttribute(name, value, "a UUID");
    }

    private static Object required(String name, @Nullable Object value) throws UnreadableEvent {
        if (value == null) {
            throw UnreadableEvent.missingAttribute(name);
        }
        return value;
    }

    private static void requireEqual(String name, Object attribute, Object inData) throws UnreadableEvent {
        if (!attribute.equals(inData)) {
            throw UnreadableEvent.attributeMismatch(name, attribute, inData + ", as in the data");
        }
    }
}
