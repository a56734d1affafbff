package taskfleet.events;

/** The limits of a task's fields, for those who write tasks; the schemas hold the same, and a test compares them. */
public final class TaskLimits {
    public static final int USER_ID_LENGTH = 255;
    public static final int TITLE_LENGTH = 200;
    public static final int DESCRIPTION_LENGTH = 10_000;
    public static final int TAGS = 20;
    public static final int TAG_LENGTH = 50;
    public static final int REMINDERS = 10;
    public static final int RECURRENCE_RULE_LENGTH = 500;
    public static final int TIME_ZONE_LENGTH = 64;

    private TaskLimits() {}
}
