package taskfleet.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.SpecVersion;
import io.cloudevents.types.Time;
import java.net.URI;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong with JSON that the CloudEvents SDK refused, which doesn't say where. */
final class EnvelopeDiagnosis {
    private static final String SPEC_VERSION = "specversion";

    private EnvelopeDiagnosis() {}

    static UnreadableEvent of(JsonNode root) {
        if (!root.isObject()) {
            return UnreadableEvent.notAnObject(root);
        }
        if (!root.path(SPEC_VERSION).asText().equals(SpecVersion.V1.toString())) {
            return UnreadableEvent.unsupportedVersion(root.path(SPEC_VERSION));
        }
        for (String name : new TreeSet<>(SpecVersion.V1.getMandatoryAttributes())) {
            if (root.path(name).isMissingNode()) {
                return UnreadableEvent.missingAttribute(name);
            }
        }
        return malformedAttribute(root);
    }

    private static UnreadableEvent malformedAttribute(JsonNode root) {
        Set<String> names = new TreeSet<>(SpecVersion.V1.getAllAttributes());
        for (String name : names) {
            JsonNode value = root.path(name);
            if (!value.isMissingNode() && !value.isTextual()) {
                return UnreadableEvent.invalidAttribute(name, value.getNodeType(), "a text");
            }
            if (!isWellFormed(name, value.asText())) {
                return UnreadableEvent.invalidAttribute(name, value.asText(), "the form of CloudEvents 1.0");
            }
        }
        if (root.has("data") && root.has("data_base64")) {
            return UnreadableEvent.ambiguousData();
        }
        return UnreadableEvent.refusedBySdk();
    }

    private static boolean isWellFormed(String name, String value) {
        try {
            switch (name) {
                case "source", "dataschema" -> URI.create(value);
                case "time" -> Time.parseTime(value);
                default -> {}
            }
            return true;
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            return false;
        }
    }
}
