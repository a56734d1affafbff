package taskfleet.events;

import java.util.UUID;

/** What happened: the {@code data} of an event. */
public sealed interface EventData permits TaskEvent, ReminderEvent {

    /** Whose task it is; the partition key of the event. */
    String userId();

    /** The task that it happened to; the subject of the event. */
    UUID taskId();

    /** The version of the task after the change: it rises by one with every change of that task. */
    int sequence();

    EventType type();
}
