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
import taskfleet.events.RecurrenceSpec;
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
        if (task.recurrence() != null && task.recurrence().following() != null) {
            json.put("following", following(task.recurrence().following()));
        }
        return withoutItsOwn(json);
    }

    /** The part that a user may edit, as a POST would give it: what a merge patch applies to. */
    static JsonObject editable(TaskSnapshot task) {
        var json = new JsonObject();
        fields(task).entrySet().stream()
                .filter(field -> EDITABLE.contains(field.getKey()))
                .forEach(field -> json.put(field.getKey(), field.getValue()));
        return withoutItsOwn(json);
    }

    /** The same of what the occurrences after it get. */
    static JsonObject editableFollowing(TaskSnapshot task) {
        var json = editable(task);
        json.remove("description"); // may be absent in what follows
        json.remove("due_at");
        return json.mergeIn(following(task.following()));
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

    static JsonObject following(RecurrenceSpec.Following following) {
        return new JsonObject(MAPPER.convertValue(following, OBJECT));
    }

    static RecurrenceSpec.Following following(JsonObject json) {
        return MAPPER.convertValue(json.getMap(), RecurrenceSpec.Following.class);
    }

    /** What follows from the edits; shown there, it would come back in a patch as a field that no user may set. */
    private static JsonObject withoutItsOwn(JsonObject json) {
        var recurrence = json.getJsonObject("recurrence");
        if (recurrence != null) {
            recurrence.remove("anchor");
            recurrence.remove("following");
        }
        return json;
    }

    private static Map<String, Object> fields(TaskSnapshot task) {
        return MAPPER.convertValue(task, OBJECT);
    }
}
