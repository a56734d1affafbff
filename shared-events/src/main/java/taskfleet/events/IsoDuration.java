package taskfleet.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The text of a duration: ISO 8601 {@code PnDTnHnMnS}, in whole seconds, not negative, 24 hours spelled as a day. */
public final class IsoDuration {
    private static final Pattern FORM =
            Pattern.compile("P(?=[0-9T])([0-9]{1,3}D)?(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?");

    private IsoDuration() {}

    /**
     * Reads the text.
     *
     * @throws DateTimeException when the text is not of that form
     */
    public static Duration parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new DateTimeException("duration: not readable (expected: " + FORM + ")");
        }
        return Duration.parse(text);
    }

    /** Writes the shortest text that {@link #parse} reads back to the same duration. */
    public static String format(Duration duration) {
        long days = duration.toDays();
        Duration rest = duration.minusDays(days);
        if (days == 0) {
            return rest.toString();
        }
        return "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
    }

    static void check(Duration duration) {
        if (!FORM.matcher(format(duration)).matches()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: " + FORM + ")");
        }
    }
}
