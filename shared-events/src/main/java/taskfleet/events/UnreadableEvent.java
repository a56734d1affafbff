package taskfleet.events;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** Every way in which bytes can fail to be one of our events, each with a factory; never repeats the payload. */
public final class UnreadableEvent extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_LENGTH = 80;

    /** What is wrong, in the order in which it is looked for. */
    public enum Kind {
        /** The body is not one JSON value, or one that programs would read differently (RFC 7493). */
        NOT_JSON,
        /** The body is JSON, but not a CloudEvent of version 1.0. */
        NOT_A_CLOUD_EVENT,
        /** An attribute that our events have is absent. */
        MISSING_ATTRIBUTE,
        /** An attribute has a value of another form than it must have. */
        INVALID_ATTRIBUTE,
        /** The event is of a type that is not in the table. */
        UNKNOWN_TYPE,
        /** The event is of a known type, in a version that is not in the table. */
        UNKNOWN_VERSION,
        /** The data breaks the schema of its type. */
        SCHEMA_VIOLATION,
        /** An attribute says other than the data that it is taken from. */
        ATTRIBUTE_MISMATCH
    }

    private final Kind kind;
    private final String pointer;

    private UnreadableEvent(Kind kind, String pointer, String found, String expected) {
        super((pointer.isEmpty() ? "event" : pointer) + ": " + found + " (expected: " + expected + ")");
        this.kind = kind;
        this.pointer = pointer;
    }

    static UnreadableEvent notJson(int line, int column) {
        return new UnreadableEvent(
                Kind.NOT_JSON, "", "malformed at line " + line + ", column " + column, "one JSON object");
    }

    static UnreadableEvent notInteroperable(JsonPointer place, String expected) {
        return new UnreadableEvent(Kind.NOT_JSON, place.toString(), "a value that programs read differently", expected);
    }

    static UnreadableEvent notAnObject(JsonNode root) {
        return new UnreadableEvent(Kind.NOT_A_CLOUD_EVENT, "", describe(root), "a CloudEvent as JSON object");
    }

    static UnreadableEvent unsupportedVersion(JsonNode specVersion) {
        return new UnreadableEvent(Kind.NOT_A_CLOUD_EVENT, "/specversion", describe(specVersion), "the text 1.0");
    }

    static UnreadableEvent ambiguousData() {
        return new UnreadableEvent(Kind.NOT_A_CLOUD_EVENT, "/data_base64", "data twice", "data alone");
    }

    static UnreadableEvent refusedBySdk() {
        return new UnreadableEvent(
                Kind.NOT_A_CLOUD_EVENT, "", "refused by the CloudEvents SDK", "CloudEvents 1.0, JSON event format");
    }

    static UnreadableEvent missingAttribute(String name) {
        return new UnreadableEvent(Kind.MISSING_ATTRIBUTE, "/" + name, "absent", "present");
    }

    static UnreadableEvent invalidAttribute(String name, Object value, String expected) {
        return new UnreadableEvent(Kind.INVALID_ATTRIBUTE, "/" + name, shorten(value.toString()), expected);
    }

    static UnreadableEvent unknownType(String type) {
        return new UnreadableEvent(Kind.UNKNOWN_TYPE, "/type", shorten(type), "a type in the event catalog");
    }

    static UnreadableEvent unknownSchema(URI dataSchema, EventType type) {
        return new UnreadableEvent(
                Kind.UNKNOWN_VERSION,
                "/dataschema",
                shorten(dataSchema.toString()),
                type.dataSchema().toString());
    }

    static UnreadableEvent schemaViolation(String pointer, JsonNode value, String expected) {
        return new UnreadableEvent(Kind.SCHEMA_VIOLATION, pointer, describe(value), expected);
    }

    static UnreadableEvent unboundData(String pointer, JsonNode value, Class<?> target) {
        return new UnreadableEvent(
                Kind.SCHEMA_VIOLATION, pointer, describe(value), "a value that is a " + target.getSimpleName());
    }

    static UnreadableEvent attributeMismatch(String name, Object value, String expected) {
        return new UnreadableEvent(Kind.ATTRIBUTE_MISMATCH, "/" + name, shorten(value.toString()), expected);
    }

    public Kind kind() {
        return kind;
    }

    /** Where in the event it is wrong: an RFC 6901 JSON pointer, empty for the event as a whole. */
    public String pointer() {
        return pointer;
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING ->
                "text of " + node.textValue().codePointCount(0, node.textValue().length()) + " characters";
            case ARRAY -> "array of " + node.size();
            case OBJECT -> "object of " + node.size();
            case NUMBER, BOOLEAN -> shorten(node.asText());
            case NULL -> "null";
            case MISSING -> "absent";
            case BINARY, POJO -> "no JSON";
        };
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
    }
}
