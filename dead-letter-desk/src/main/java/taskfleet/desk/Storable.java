package taskfleet.desk;

import java.time.Instant;

/** Texts and times of unknown origin in a form that Postgres takes and a person can read: a letter may hold anything. */
final class Storable {
    /** The most characters of an id, a type or a user. */
    static final int MAX_NAME = 200;
    /** The most characters of an explanation. */
    static final int MAX_WORDS = 2_000;

    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");
    private static final int REPLACEMENT = 0xFFFD;

    private Storable() {}

    static String name(String text) {
        return storable(text, MAX_NAME);
    }

    static String words(String text) {
        return storable(text, MAX_WORDS);
    }

    static boolean isStorable(String text) {
        return text.codePoints().allMatch(Storable::isStorable);
    }

    /** Whether {@link #name} can have given it. */
    static boolean isName(String text) {
        return !text.isEmpty() && text.equals(name(text));
    }

    /** Whether it can be a moment of a failure at all; a time of another millennium is a mistake of its writer. */
    static boolean isStorable(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }

    private static String storable(String text, int most) {
        return text.codePoints()
                .limit(most)
                .map(character -> isStorable(character) ? character : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Postgres takes no NUL, and UTF-8 has no form for half of a surrogate pair. */
    private static boolean isStorable(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }
}
