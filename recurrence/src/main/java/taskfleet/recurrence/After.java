package taskfleet.recurrence;

/** What the next occurrence is counted from: the due dates of the series, or the moment its last occurrence was done. */
public enum After {
    DUE_DATE,
    COMPLETION
}
