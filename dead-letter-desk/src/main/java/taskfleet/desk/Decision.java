package taskfleet.desk;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on letters.
 *
 * @param by the {@code sub} of the token
 */
record Decision(Kind kind, String by, @Nullable String note, Instant at) {
    /** What can be decided, by the name of what it makes of a letter. */
    enum Kind {
        REDRIVEN,
        DISCARDED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it makes of a letter, or why it can't. */
    Standing.Step on(Letter letter) {
        return switch (kind) {
            case REDRIVEN ->
                letter.obstacle() == null ? letter.standing().redriven() : new Standing.Step.Refused(letter.obstacle());
            case DISCARDED -> letter.standing().discarded();
        };
    }
}
