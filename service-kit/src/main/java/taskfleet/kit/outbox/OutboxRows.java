package taskfleet.kit.outbox;

import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;

/**
 * Events as the parameters of a statement that writes them beside the change they tell of: seven arrays, for {@link
 * #insert} as the last part of a data-modifying CTE.
 */
public final class OutboxRows {
    /** How many buckets the partition keys are spread over; never fewer than there are relays. */
    public static final int BUCKETS = 16;

    /** How many parameters {@link #insert} takes. */
    public static final int PARAMETERS = 7;

    private final EventCodec codec;

    public OutboxRows(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * The insert, with its seven parameters starting at the given number.
     *
     * @param condition what must hold for the events to be written, such as {@code EXISTS (SELECT FROM written)}
     */
    public static String insert(int first, String condition) {
        return """
        INSERT INTO outbox (bucket, topic, partition_key, subject, event_id, event, created_at)
        SELECT * FROM unnest($%d::smallint[], $%d::text[], $%d::text[], $%d::text[], $%d::uuid[], $%d::text[], $%d::timestamptz[])
        WHERE %s""".formatted(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, condition);
    }

    /**
     * What goes out, whatever it is.
     *
     * @param subject what it is about: of two with the same, the second goes out when the broker has the first
     * @param id unlike that of any other entry of a batch
     * @param json of a structured CloudEvent
     */
    public record Entry(String topic, String partitionKey, String subject, UUID id, String json, Instant createdAt) {}

    /** Adds the seven parameters of {@link #insert}. */
    public Tuple addTo(Tuple parameters, List<Event> events) {
        return addEntriesTo(parameters, events.stream().map(this::entry).toList());
    }

    /** The same for what is in its form already. */
    public static Tuple addEntriesTo(Tuple parameters, List<Entry> entries) {
        return parameters
                .addArrayOfShort(entries.stream()
                        .map(entry -> bucket(entry.partitionKey()))
                        .toArray(Short[]::new))
                .addArrayOfString(entries.stream().map(Entry::topic).toArray(String[]::new))
                .addArrayOfString(entries.stream().map(Entry::partitionKey).toArray(String[]::new))
                .addArrayOfString(entries.stream().map(Entry::subject).toArray(String[]::new))
                .addArrayOfUUID(entries.stream().map(Entry::id).toArray(UUID[]::new))
                .addArrayOfString(entries.stream().map(Entry::json).toArray(String[]::new))
                .addArrayOfOffsetDateTime(entries.stream()
                        .map(entry -> entry.createdAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    static short bucket(String partitionKey) {
        return (short) Math.floorMod(partitionKey.hashCode(), BUCKETS);
    }

    private Entry entry(Event event) {
        return new Entry(
                event.type().topic().topicName(),
                event.partitionKey(),
                event.subject(),
                event.id(),
                new String(codec.write(event), StandardCharsets.UTF_8),
                event.time());
    }
}
