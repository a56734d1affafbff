package taskfleet.events;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The part of I-JSON (RFC 7493, sections 2.1 and 2.2) without which programs disagree on what an event says. */
final class InteroperableJson {
    private InteroperableJson() {}

    /** Refuses a number that a double can't hold, and a text with half a surrogate pair, which has no form in UTF-8. */
    static void check(JsonNode root) throws UnreadableEvent {
        check(root, JsonPointer.empty());
    }

    private static void check(JsonNode node, JsonPointer place) throws UnreadableEvent {
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw UnreadableEvent.notInteroperable(place, "a number within the range of a double");
        }
        if (node.isTextual()) {
            checkText(node.textValue(), place);
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            checkText(property.getKey(), place);
            check(property.getValue(), place.appendProperty(property.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), place.appendIndex(i));
        }
    }

    private static void checkText(String text, JsonPointer place) throws UnreadableEvent {
        if (text.codePoints().anyMatch(InteroperableJson::isUnpairedSurrogate)) {
            throw UnreadableEvent.notInteroperable(place, "well-formed Unicode");
        }
    }

    private static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
