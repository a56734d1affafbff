package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.RecurrenceSpec;

/** {@code POST /recurrences/preview}: what a rule would make of a due date, before any task has it. */
final class RecurrenceHandlers {
    private static final Set<String> FIELDS = TaskDraft.sorted("due_at", "time_zone", "recurrence", "limit");

    private final TaskApiConfig.Limits limits;

    RecurrenceHandlers(TaskApiConfig.Limits limits) {
        this.limits = limits;
    }

    void preview(RoutingContext context) {
        var fields = Fields.of(RequestBody.of(context)).only(FIELDS);
        var due = TaskDraft.due(fields);
        var zone = TaskDraft.zone(fields);
        var recurrence = TaskDraft.recurrence(fields, due);
        int limit = fields.number("limit", limits.preview(), 1, limits.maxPreview());
        requirePresence(fields, "due_at", "a date-time or a date, for the first task");
        requirePresence(fields, "recurrence", "an object with rule");
        fields.check();
        context.json(answer(due, zone, recurrence, limit));
    }

    /** Computed by the code that makes the next occurrences. */
    private static JsonObject answer(@Nullable Due due, ZoneId zone, @Nullable RecurrenceSpec spec, int limit) {
        var recurrence = SeriesDates.recurrence(Objects.requireNonNull(spec), zone);
        var found = recurrence.dates(SeriesDates.wallClock(Objects.requireNonNull(due), zone), limit + 1);
        var dates = new JsonArray();
        found.stream()
                .limit(limit)
                .forEach(date -> dates.add(SeriesDates.due(date, zone).toString()));
        return new JsonObject()
                .put("text", recurrence.rule().description())
                .put("rule", recurrence.rule().toString())
                .put("time_zone", zone.getId())
                .put("dates", dates)
                .put("more", found.size() > limit);
    }

    private static void requirePresence(Fields fields, String name, String expected) {
        if (!fields.has(name)) {
            fields.reject(name, "absent", expected);
        }
    }
}
