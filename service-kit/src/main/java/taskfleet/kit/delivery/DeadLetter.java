package taskfleet.kit.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a worker gave up on: the event as it came, and in extension attributes (CloudEvents 1.0 section 3.1.1: lower-case
 * letters and digits) who gave up, why, when, and where the event lay.
 *
 * @param consumer the worker that gave up
 * @param place where the event lay
 * @param eventId the event's {@code id}, if it has one
 * @param redrive how often it had been sent again when it failed; 0 for the first failure
 * @param event as it came, without these attributes; empty when it is no JSON object
 */
public record DeadLetter(
        String consumer,
        Place place,
        @Nullable String eventId,
        int redrive,
        Failure failure,
        Optional<JsonObject> event) {
    /** Tried as often as the policy says. */
    public static final String ATTEMPTS_EXHAUSTED = "attempts-exhausted";
    /** No CloudEvent of ours. */
    public static final String UNREADABLE = "unreadable";
    /** One whose data breaks the schema of its type. */
    public static final String SCHEMA_VIOLATION = "schema-violation";
    /** Of a version of its type that this worker does not know yet. */
    public static final String UNKNOWN_VERSION = "unknown-version";
    /** Put there by the sidecar itself, which says nothing. */
    public static final String UNEXPLAINED = "unexplained";

    private static final String SEPARATOR = "-dlq-";
    static final String REDRIVE = "redrive";
    static final String REDRIVE_CONSUMER = "redriveconsumer";

    /** What an event gets on its way: ours when it is dead-lettered or redriven, the sidecar's at each delivery. */
    private static final List<String> ADDED = List.of(
            "dlconsumer",
            "dlreason",
            "dldetail",
            "dlattempts",
            "dltime",
            "dltopic",
            "dlpartition",
            "dloffset",
            REDRIVE,
            REDRIVE_CONSUMER,
            "pubsubname",
            "topic",
            "traceid",
            "tracestate");

    /**
     * A place in Kafka.
     *
     * @param partition and offset: -1 when nobody told
     */
    public record Place(String topic, int partition, long offset) {}

    /**
     * Why the worker gave up.
     *
     * @param reason one of few, such as {@link #ATTEMPTS_EXHAUSTED}
     * @param detail in words
     * @param attempts how often it was tried; 0 when nobody told
     * @param at when it gave up; absent when nobody told
     */
    public record Failure(
            String reason,
            String detail,
            int attempts,
            @Nullable Instant at) {}

    public static String topicOf(String topic, String consumer) {
        return topic + SEPARATOR + consumer;
    }

    static JsonObject explained(JsonObject event, String consumer, Place place, Failure failure) {
        return event.copy()
                .put("dlconsumer", consumer)
                .put("dlreason", failure.reason())
                .put("dldetail", failure.detail())
                .put("dlattempts", failure.attempts())
                .put("dltime", String.valueOf(failure.at()))
                .put("dltopic", place.topic())
                .put("dlpartition", place.partition())
                .put("dloffset", place.offset());
    }

    /**
     * Reads whatever lies in a dead-letter topic. The sidecar puts events there too, as they came: of those the names in
     * the topic's name are all that is known.
     *
     * @param topic the dead-letter topic
     */
    public static DeadLetter read(String topic, byte[] record) {
        var letter = object(record);
        var names = topic.split(SEPARATOR, 2);
        var place = new Place(
                text(letter, "dltopic").orElse(names[0]),
                integer(letter, "dlpartition").orElse(-1),
                text(letter, "dloffset")
                        .filter(offset -> offset.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .orElse(-1L));
        var failure = new Failure(
                text(letter, "dlreason").orElse(UNEXPLAINED),
                text(letter, "dldetail").orElse("the sidecar put it here without a word"),
                integer(letter, "dlattempts").orElse(0),
                text(letter, "dltime").flatMap(DeadLetter::instant).orElse(null));
        return new DeadLetter(
                text(letter, "dlconsumer").orElse(names[names.length - 1]),
                place,
                text(letter, "id").orElse(null),
                integer(letter, REDRIVE).orElse(0),
                failure,
                letter.map(DeadLetter::original));
    }

    /**
     * The event to be sent again, to this worker only.
     *
     * @param count how often it will have been sent again then, from 1
     * @throws IllegalStateException for one that is {@link #isRedrivable() not redrivable}
     */
    public JsonObject redriven(int count) {
        if (!isRedrivable()) {
            throw new IllegalStateException("a letter without a readable event and its id can't be sent again");
        }
        return event.orElseThrow().copy().put(REDRIVE, count).put(REDRIVE_CONSUMER, consumer);
    }

    /** Whether there is an event to send again, with an id by which its worker and this letter find each other. */
    public boolean isRedrivable() {
        return event.isPresent() && eventId != null;
    }

    private static JsonObject original(JsonObject letter) {
        var event = letter.copy();
        ADDED.forEach(event::remove);
        return event;
    }

    private static Optional<JsonObject> object(byte[] record) {
        try {
            return Optional.of(new JsonObject(Buffer.buffer(record)));
        } catch (DecodeException | ClassCastException | NullPointerException notAnObject) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<JsonObject> letter, String name) {
        return letter.map(json -> json.getValue(name)).map(String::valueOf);
    }

    private static OptionalInt integer(Optional<JsonObject> letter, String name) {
        var digits = text(letter, name).filter(text -> text.matches("\\d{1,9}"));
        return digits.isPresent() ? OptionalInt.of(Integer.parseInt(digits.get())) : OptionalInt.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
