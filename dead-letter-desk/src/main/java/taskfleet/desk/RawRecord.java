package taskfleet.desk;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as the sidecar delivers it where {@code rawPayload} is asked for: its bytes in an envelope, its place
 * in headers. Of what the sidecar itself has dead-lettered the headers tell the place where it lay before.
 *
 * @param topic the one subscribed
 * @param lay the topic where it lay, and partition and offset there; -1 when the sidecar did not tell
 */
record RawRecord(String topic, @Nullable String key, Place lay, Buffer bytes) {
    record Place(String topic, int partition, long offset) {}

    static RawRecord of(String topic, MultiMap headers, Buffer body) {
        var lay = new Place(
                headers.contains("__topic") ? headers.get("__topic") : topic,
                (int) number(headers.get("__partition"), 9),
                number(headers.get("__offset"), 18));
        return new RawRecord(topic, key(headers.get("__key"), lay.topic().equals(topic) ? 1 : 2), lay, bytes(body));
    }

    /**
     * The component's {@code escapeHeaders} is on: without it a key with a line break could never be delivered.
     *
     * @param escapes twice when the sidecar has read the record before, and put it here under what it had read
     */
    private static @Nullable String key(@Nullable String header, int escapes) {
        var key = header;
        for (int i = 0; key != null && i < escapes; i++) {
            key = unescaped(key);
        }
        return key;
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    /** A body without envelope is of a subscription made otherwise: then it is the record. */
    private static Buffer bytes(Buffer body) {
        try {
            var base64 = new JsonObject(body).getString("data_base64");
            return base64 == null ? body : Buffer.buffer(Base64.getDecoder().decode(base64));
        } catch (DecodeException | ClassCastException | IllegalArgumentException noEnvelope) {
            return body;
        }
    }

    private static long number(@Nullable String digits, int most) {
        return digits != null && digits.matches("\\d{1,%d}".formatted(most)) ? Long.parseLong(digits) : -1;
    }
}
