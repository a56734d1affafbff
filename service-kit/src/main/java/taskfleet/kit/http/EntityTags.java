package taskfleet.kit.http;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code If-Match} and {@code If-None-Match} hold: a list of entity tags, or {@code *} for any (RFC 9110 sections
 * 8.8.3 and 13.1).
 *
 * @param strong with their quotes
 * @param weak with their quotes, without the {@code W/} before them
 */
record EntityTags(boolean any, Set<String> strong, Set<String> weak) {
    private static final Pattern NEXT =
            Pattern.compile("[ \\t,]*(?<weak>W/)?(?<tag>\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")[ \\t]*(?:,|$)");
    private static final Pattern REST = Pattern.compile("[ \\t,]*");

    /**
     * Reads the value of a header.
     *
     * @throws Problem.ProblemException when it is none of these lists
     */
    static EntityTags parse(String header, String value) {
        if (value.strip().equals("*")) {
            return new EntityTags(true, Set.of(), Set.of());
        }
        var strong = new HashSet<String>();
        var weak = new HashSet<String>();
        var next = NEXT.matcher(value);
        int end = 0;
        while (next.region(end, value.length()).lookingAt()) {
            (next.group("weak") == null ? strong : weak).add(next.group("tag"));
            end = next.end();
        }
        if ((strong.isEmpty() && weak.isEmpty())
                || !REST.matcher(value.substring(end)).matches()) {
            throw Problem.malformedHeader(header, value, "entity tags such as \"3\", with commas between them, or *")
                    .asException();
        }
        return new EntityTags(false, strong, weak);
    }

    /** The strong comparison, which a weak tag never passes: for what is to be changed. */
    boolean matchStrongly(String tag) {
        return any || strong.contains(tag);
    }

    /** The weak comparison: for what is only to be read. */
    boolean matchWeakly(String tag) {
        return any || strong.contains(tag) || weak.contains(tag);
    }
}
