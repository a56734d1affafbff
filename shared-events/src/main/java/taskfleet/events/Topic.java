package taskfleet.events;

/** The topics that events travel on. */
public enum Topic {
    TASKS("tasks"),
    REMINDERS("reminders");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name at the broker, the same in every environment. */
    public String topicName() {
        return topicName;
    }
}
