package taskfleet.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.types.Time;
import java.io.IOException;
import java.net.URI;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two parts of a CloudEvent in JSON: attributes, read by the CloudEvents SDK, and data.
 *
 * <p>The SDK refuses a whole event for an attribute that is null, nested or a number beyond 32 bits, and doesn't say
 * where. So it is given only the attributes that are ours, and what it refuses is looked at once more.
 */
record Envelope(CloudEvent attributes, JsonNode data) {
    private static final String SPEC_VERSION = "specversion";
    private static final String CONTENT_TYPE = "datacontenttype";
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";
    private static final Set<String> INTEGERS = Set.of(Attributes.SEQUENCE, Attributes.HOPS, Attributes.REDRIVE);
    /** All that is read of the envelope, but for the data. */
    static final Set<String> OURS = Stream.of(
                    SpecVersion.V1.getAllAttributes(),
                    INTEGERS,
                    Set.of(
                            Attributes.PARTITION_KEY,
                            Attributes.CAUSATION_ID,
                            Attributes.TRACE_PARENT,
                            Attributes.REDRIVE_CONSUMER))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    static Envelope of(JsonNode root, JsonMapper json) throws UnreadableEvent {
        if (!(root instanceof ObjectNode event)) {
            throw UnreadableEvent.notAnObject(root);
        }
        if (event.has(DATA) && event.has(DATA_BASE64)) {
            throw UnreadableEvent.ambiguousData();
        }
        JsonNode data = event.path(DATA);
        ObjectNode ours = ours(event);
        requireJson(ours.path(CONTENT_TYPE));
        try {
            return new Envelope(json.treeToValue(ours, CloudEvent.class), data);
        } catch (IOException refused) {
            throw diagnosis(ours);
        }
    }

    private static ObjectNode ours(ObjectNode event) {
        ObjectNode ours = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> attribute : event.properties()) {
            String name = attribute.getKey();
            JsonNode value = attribute.getValue();
            if (OURS.contains(name) && !value.isNull()) {
                boolean isNumber = INTEGERS.contains(name) && value.isNumber();
                ours.set(name, isNumber ? TextNode.valueOf(value.asText()) : value);
            }
        }
        return ours;
    }

    private static void requireJson(JsonNode contentType) throws UnreadableEvent {
        String mediaType = contentType.asText("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!contentType.isMissingNode() && !mediaType.equals(Attributes.JSON)) {
            throw UnreadableEvent.invalidAttribute(CONTENT_TYPE, contentType, Attributes.JSON);
        }
    }

    private static UnreadableEvent diagnosis(ObjectNode event) {
        JsonNode version = event.path(SPEC_VERSION);
        if (!SpecVersion.V1.toString().equals(version.textValue())) {
            return UnreadableEvent.unsupportedVersion(version);
        }
        for (String name : new TreeSet<>(SpecVersion.V1.getMandatoryAttributes())) {
            if (!event.has(name)) {
                return UnreadableEvent.missingAttribute(name);
            }
        }
        for (String name : new TreeSet<>(SpecVersion.V1.getAllAttributes())) {
            if (event.has(name) && !isWellFormed(name, event.path(name))) {
                return UnreadableEvent.invalidAttribute(
                        name, event.path(name), "a text in the form of CloudEvents 1.0");
            }
        }
        return UnreadableEvent.refusedBySdk();
    }

    private static boolean isWellFormed(String name, JsonNode value) {
        try {
            switch (name) {
                case "source", "dataschema" -> URI.create(value.asText());
                case "time" -> Time.parseTime(value.asText());
                default -> {}
            }
            return value.isTextual();
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            return false;
        }
    }
}
