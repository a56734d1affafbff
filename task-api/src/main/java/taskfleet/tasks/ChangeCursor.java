package taskfleet.tasks;

import java.util.UUID;

/**
 * A place in the change feed of a user: behind what that transaction wrote to that task, and all before it.
 *
 * @param transaction the 64-bit id of a transaction in Postgres ({@code xid8})
 */
record ChangeCursor(long transaction, UUID taskId) {
    private static final UUID FIRST = new UUID(0, 0);
    private static final int MAX_DIGITS = 18;

    /** Before everything. */
    static final ChangeCursor BEGINNING = before(0);

    /** Before all that was written by that transaction or later ones. */
    static ChangeCursor before(long transaction) {
        return new ChangeCursor(transaction, FIRST);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no cursor
     */
    static ChangeCursor parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > MAX_DIGITS || !text.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(text);
        }
        var cursor = new ChangeCursor(Long.parseLong(text.substring(0, dot)), UUID.fromString(text.substring(dot + 1)));
        if (!cursor.toString().equals(text)) {
            throw new IllegalArgumentException(text);
        }
        return cursor;
    }

    @Override
    public String toString() {
        return transaction + "." + taskId;
    }
}
