package taskfleet.kit.outbox;

import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;

/**
 * Events as the parameters of a statement that writes them beside the change they tell of: six arrays, for {@link
 * #insert} as the last part of a data-modifying CTE.
 */
public final class OutboxRows {
    /** How many buckets the partition keys are spread over; never fewer than there are relays. */
    public static final int BUCKETS = 16;

    /** How many parameters {@link #insert} takes. */
    public static final int PARAMETERS = 6;

    private final EventCodec codec;

    public OutboxRows(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * The insert, with its six parameters starting at the given number.
     *
     * @param condition what must hold for the events to be written, such as {@code EXISTS (SELECT FROM written)}
     */
    public static String insert(int first, String condition) {
        return """
        INSERT INTO outbox (bucket, topic, partition_key, event_id, event, created_at)
        SELECT * FROM unnest($%d::smallint[], $%d::text[], $%d::text[], $%d::uuid[], $%d::text[], $%d::timestamptz[])
        WHERE %s""".formatted(first, first + 1, first + 2, first + 3, first + 4, first + 5, condition);
    }

    /** Adds the six parameters of {@link #insert}. */
    public Tuple addTo(Tuple parameters, List<Event> events) {
        return parameters
                .addArrayOfShort(events.stream()
                        .map(event -> bucket(event.partitionKey()))
                        .toArray(Short[]::new))
                .addArrayOfString(events.stream()
                        .map(event -> event.type().topic().topicName())
                        .toArray(String[]::new))
                .addArrayOfString(events.stream().map(Event::partitionKey).toArray(String[]::new))
                .addArrayOfUUID(events.stream().map(Event::id).toArray(UUID[]::new))
                .addArrayOfString(events.stream().map(this::json).toArray(String[]::new))
                .addArrayOfOffsetDateTime(events.stream()
                        .map(event -> event.time().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    static short bucket(String partitionKey) {
        return (short) Math.floorMod(partitionKey.hashCode(), BUCKETS);
    }

    private String json(Event event) {
        return new String(codec.write(event), StandardCharsets.UTF_8);
    }
}
