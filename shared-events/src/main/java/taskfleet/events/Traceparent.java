package taskfleet.events;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value {@code traceparent} of W3C Trace Context, section 3.2: by it all that follows from a request is found. */
public final class Traceparent {
    private static final String FIELDS = "((?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})";
    private static final Pattern FORM = Pattern.compile("00-" + FIELDS);
    /** A later version may have more behind what version 00 has, which is what is read of it (section 3.2.4). */
    private static final Pattern LATER_FORM = Pattern.compile("(?!00|ff)[0-9a-f]{2}-" + FIELDS + "(-.*)?");

    private static final String NOT_SAMPLED = "00";

    private Traceparent() {}

    /** The trace that the text names, in the form of version 00; empty for one that is malformed or absent. */
    public static Optional<String> read(@Nullable String text) {
        if (text == null || FORM.matcher(text).matches()) {
            return Optional.ofNullable(text);
        }
        Matcher later = LATER_FORM.matcher(text);
        return later.matches() ? Optional.of("00-" + later.group(1)) : Optional.empty();
    }

    /** A trace that begins here, and is recorded only where somebody decides so later. */
    public static String begin() {
        var random = ThreadLocalRandom.current();
        return "00-%016x%016x-%016x-%s".formatted(notZero(random), random.nextLong(), notZero(random), NOT_SAMPLED);
    }

    private static long notZero(ThreadLocalRandom random) {
        return random.nextLong(1, Long.MAX_VALUE);
    }
}
