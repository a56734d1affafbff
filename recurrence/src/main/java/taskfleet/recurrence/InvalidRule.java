package taskfleet.recurrence;

/** Why a text is no recurrence rule: the offending value, and what was expected there. */
public final class InvalidRule extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 80;

    private final String value;
    private final String expected;

    InvalidRule(String value, String expected) {
        this.value = value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
        this.expected = expected;
    }

    /** {@code rule: VALUE (expected: EXPECTED)}. */
    @Override
    public String getMessage() {
        return "rule: " + value + " (expected: " + expected + ")";
    }

    /** The part of the rule that is wrong, such as {@code FREQ=WEEKLYY}, or the whole rule; cut when very long. */
    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
