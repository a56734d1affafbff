package taskfleet.tasks;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context, section 3.2; what isn't one is left out, as it says. */
final class Traceparent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    static @Nullable String valid(@Nullable String header) {
        return header != null && FORM.matcher(header).matches() ? header : null;
    }
}
