package taskfleet.events;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The golden files, and JSON in their layout: as written, but a field a line. */
final class GoldenJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter LAYOUT = JSON.writer(new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private GoldenJson() {}

    static byte[] file(String name) {
        try (InputStream resource = GoldenJson.class.getResourceAsStream("/golden/" + name + ".json")) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A golden event to spoil in a test. */
    static ObjectNode tree(String name) {
        try {
            return (ObjectNode) JSON.readTree(file(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String layout(byte[] json) {
        try {
            return LAYOUT.writeValueAsString(JSON.readTree(json)) + "\n";
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
