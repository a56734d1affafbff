package taskfleet.desk;

import com.fasterxml.uuid.Generators;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.delivery.DeadLetter;

/**
 * A dead letter as it comes from Kafka.
 *
 * @param topic the dead-letter topic
 * @param payload the record as it lay there
 */
record ArrivedLetter(Letter letter, String topic, Buffer payload) {
    private static final UUID LETTERS = UUID.fromString("c1f5a6f0-9d0b-5d0e-8a39-2b6d5a3e7c41");
    private static final JsonObject NOTHING = new JsonObject();

    /**
     * Reads whatever it is.
     *
     * @param now when it failed, if it doesn't tell
     */
    static ArrivedLetter read(RawRecord raw, Instant now) {
        var read = DeadLetter.read(raw.topic(), raw.bytes().getBytes());
        var failure = new Letter.Failure(
                Storable.name(read.failure().reason()),
                Storable.words(read.failure().detail()),
                read.failure().attempts(),
                time(read.failure().at(), now));
        var place = place(read, raw);
        var letter = new Letter(
                idOf(read.consumer(), identity(read, raw)),
                place,
                about(read),
                failure,
                failure.at(),
                Standing.first(read.redrive()),
                obstacle(read, raw.topic(), place));
        return new ArrivedLetter(letter, raw.topic(), raw.bytes());
    }

    /** UUIDv5 (RFC 9562 section 5.5): the same for every failure of that event in that worker, wherever it is told. */
    static UUID idOf(String worker, String event) {
        // A generator of its own for each call: its digest must not be shared between threads.
        return Generators.nameBasedGenerator(LETTERS).generate(worker + "\n" + event);
    }

    /** What tells it from others: its event, or for want of an id the place where it lay. */
    private static String identity(DeadLetter read, RawRecord raw) {
        if (read.eventId() != null) {
            return read.eventId();
        }
        return read.place().offset() >= 0
                ? placeName(
                        read.place().topic(),
                        read.place().partition(),
                        read.place().offset())
                : placeName(raw.lay().topic(), raw.lay().partition(), raw.lay().offset());
    }

    private static String placeName(String topic, int partition, long offset) {
        return "%s/%d/%d".formatted(topic, partition, offset);
    }

    private static Letter.Place place(DeadLetter read, RawRecord raw) {
        boolean toldByHeaders = read.place().offset() < 0
                && raw.lay().topic().equals(read.place().topic());
        return new Letter.Place(
                Storable.name(read.consumer()),
                Storable.name(read.place().topic()),
                toldByHeaders ? raw.lay().partition() : read.place().partition(),
                toldByHeaders ? raw.lay().offset() : read.place().offset(),
                text(read.event().orElse(NOTHING), "partitionkey")
                        .or(() -> Optional.ofNullable(raw.key()))
                        .map(Storable::words)
                        .orElse(""));
    }

    private static Letter.About about(DeadLetter read) {
        var event = read.event().orElse(NOTHING);
        var data = event.getValue("data") instanceof JsonObject object ? object : NOTHING;
        return new Letter.About(
                read.eventId() == null ? null : Storable.name(read.eventId()),
                text(event, "type").map(Storable::name).orElse(null),
                text(data, "user_id")
                        .or(() -> text(event, "partitionkey"))
                        .map(Storable::name)
                        .orElse(null),
                text(data, "task_id")
                        .or(() -> text(event, "subject"))
                        .map(Storable::name)
                        .orElse(null));
    }

    /** Why it can't be redriven. */
    private static @Nullable String obstacle(DeadLetter read, String topic, Letter.Place place) {
        if (read.event().isEmpty()) {
            return "it is no JSON object, so it can't carry whom it is for";
        }
        if (!read.isRedrivable()) {
            return "it has no id by which its worker could tell it";
        }
        if (!DeadLetter.topicOf(read.place().topic(), read.consumer()).equals(topic)) {
            return "it names another topic or worker than the dead-letter topic that it lay in";
        }
        if (!Storable.isStorable(read.event().get().encode())) {
            return "it has half of a surrogate pair in a text, which would not arrive as it is";
        }
        return place.key().isEmpty() ? "nobody has told its key" : null;
    }

    private static Instant time(@Nullable Instant told, Instant now) {
        return (told != null && Storable.isStorable(told) ? told : now).truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.getValue(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
