package taskfleet.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import taskfleet.events.EventJson;
import taskfleet.events.ReminderSpec;
import taskfleet.events.TaskSnapshot;

/** A task as JSON: the same names and values as in the events. */
final class TaskJson {
    private static final JsonMapper MAPPER = EventJson.mapper().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<ReminderSpec>> REMINDERS = new TypeReference<>() {};
    private static final Set<String> EDITABLE =
            Set.of("title", "description", "priority", "tags", "due_at", "time_zone", "recurrence", "reminders");

    private TaskJson() {}

    /** As the API shows it to its user. */
    static JsonObject of(TaskSnapshot task) {
        var json = new JsonObject().put("id", task.taskId().toString());
        fields(task).forEach(json::put);
        json.remove("task_id");
        json.remove("user_id");
        return withoutAnchor(json);
    }

    /** The part that a user may edit, as a POST would give it: what a merge patch applies to. */
    static JsonObject editable(TaskSnapshot task) {
        var json = new JsonObject();
        fields(task).entrySet().stream()
                .filter(field -> EDITABLE.contains(field.getKey()))
                .forEach(field -> json.put(field.getKey(), field.getValue()));
        return withoutAnchor(json);
    }

    static JsonArray reminders(List<ReminderSpec> reminders) {
        try {
            return new JsonArray(MAPPER.writerFor(REMINDERS).writeValueAsString(reminders));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<ReminderSpec> reminders(JsonArray json) {
        try {
            return MAPPER.readValue(json.encode(), REMINDERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It follows from the edits; shown, it would come back in a patch as a field that no user may set. */
    private static JsonObject withoutAnchor(JsonObject json) {
        var recurrence = json.getJsonObject("recurrence");
        if (recurrence != null) {
            recurrence.remove("anchor");
        }
        return json;
    }

    private static Map<String, Object> fields(TaskSnapshot task) {
        return MAPPER.convertValue(task, OBJECT);
    }
}
