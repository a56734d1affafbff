package taskfleet.events;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one table from type string to topic, record, schema version and schema file. */
public enum EventType {
    TASK_CREATED("task.created", 1, Topic.TASKS, TaskCreated.class),
    TASK_UPDATED("task.updated", 1, Topic.TASKS, TaskUpdated.class),
    TASK_COMPLETED("task.completed", 1, Topic.TASKS, TaskCompleted.class),
    TASK_DELETED("task.deleted", 1, Topic.TASKS, TaskDeleted.class),
    REMINDER_SCHEDULED("reminder.scheduled", 1, Topic.REMINDERS, ReminderScheduled.class),
    REMINDER_TRIGGERED("reminder.triggered", 1, Topic.REMINDERS, ReminderTriggered.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final int schemaVersion;
    private final Topic topic;
    private final Class<? extends EventData> dataRecord;
    private final URI dataSchema;

    EventType(String typeName, int schemaVersion, Topic topic, Class<? extends EventData> dataRecord) {
        this.typeName = typeName;
        this.schemaVersion = schemaVersion;
        this.topic = topic;
        this.dataRecord = dataRecord;
        this.dataSchema = URI.create("urn:taskfleet:schema:" + typeName + ":" + schemaVersion);
    }

    /** The type whose CloudEvents attribute {@code type} reads so, or empty for a type that is not ours. */
    public static Optional<EventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    /** The CloudEvents attribute {@code type}. */
    public String typeName() {
        return typeName;
    }

    /** The version of the schema of {@code data}; a change that breaks a consumer raises it. */
    public int schemaVersion() {
        return schemaVersion;
    }

    public Topic topic() {
        return topic;
    }

    /** The record that holds {@code data}. */
    public Class<? extends EventData> dataRecord() {
        return dataRecord;
    }

    /** The CloudEvents attribute {@code dataschema}, which is the {@code $id} of the schema too. */
    public URI dataSchema() {
        return dataSchema;
    }

    /** The file of the schema in the resource folder {@code taskfleet/events/schemas}. */
    public String schemaFile() {
        return typeName + ".v" + schemaVersion + ".json";
    }
}
