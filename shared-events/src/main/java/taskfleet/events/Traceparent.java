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

    /** As the codec writes it; in a text its quotes would be escaped. */
    private static final Pattern IN_EVENT = Pattern.compile("\"traceparent\":\"([0-9a-f-]+)\"");

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

    /** The trace of an event in the JSON of {@link EventCodec}; null for one without. */
    public static @Nullable String in(String event) {
        var trace = IN_EVENT.matcher(event);
        return trace.find() ? trace.group(1) : null;
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
