package taskfleet.events;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of I-JSON (RFC 7493, sections 2.1 and 2.2) without which programs disagree on what an event says. */
final class InteroperableJson {
    private InteroperableJson() {}

    /** Refuses a number that a double can't hold, and a text with half a surrogate pair, which has no form in UTF-8. */
    static void check(JsonNode root) throws UnreadableEvent {
        check(root, Place.ROOT);
    }

    /** As a pointer only for what is refused: to build one for every value would cost more than to look at it. */
    private record Place(@Nullable Place parent, String property, int index) {
        static final Place ROOT = new Place(null, "", 0);

        Place at(String child) {
            return new Place(this, child, -1);
        }

        Place at(int child) {
            return new Place(this, "", child);
        }

        JsonPointer pointer() {
            if (parent == null) {
                return JsonPointer.empty();
            }
            return index < 0
                    ? parent.pointer().appendProperty(property)
                    : parent.pointer().appendIndex(index);
        }
    }

    private static void check(JsonNode node, Place place) throws UnreadableEvent {
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw UnreadableEvent.notInteroperable(place.pointer(), "a number within the range of a double");
        }
        if (node.isTextual()) {
            checkText(node.textValue(), place);
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            checkText(property.getKey(), place);
            check(property.getValue(), place.at(property.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), place.at(i));
        }
    }

    private static void checkText(String text, Place place) throws UnreadableEvent {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (isUnpairedSurrogate(codePoint)) {
                throw UnreadableEvent.notInteroperable(place.pointer(), "well-formed Unicode");
            }
            i += Character.charCount(codePoint);
        }
    }

    private static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
