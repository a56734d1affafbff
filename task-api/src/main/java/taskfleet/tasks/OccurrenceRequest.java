package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.Event;
import taskfleet.events.ReminderSpec;
import taskfleet.events.Traceparent;
import taskfleet.kit.http.Problem;
import taskfleet.recurrence.WallClock;

/**
 * The next occurrence as recurring-worker computed it.
 *
 * @param followsTask the completed task before it
 * @param followsVersion the version that completed that task: the {@code sequence} of the event
 * @param due when the occurrence is due; absent for a task without due date
 * @param anchor the local date or date-time that the rule counts from (RFC 5545 DTSTART)
 * @param cause the event of the completion
 */
record OccurrenceRequest(
        UUID seriesId,
        int number,
        UUID followsTask,
        int followsVersion,
        @Nullable Due due,
        @Nullable String anchor,
        List<ReminderSpec> reminders,
        Event.Cause cause) {
    private static final Set<String> FIELDS = Set.of("follows", "due_at", "anchor", "reminders", "cause");
    private static final UUID NONE = new UUID(0, 0);

    static OccurrenceRequest read(RoutingContext context) {
        var fields = Fields.of(RequestBody.of(context)).only(FIELDS);
        var follows = fields.object("follows").orElseGet(() -> Fields.of(new JsonObject()));
        var cause = fields.object("cause").orElseGet(() -> Fields.of(new JsonObject()));
        if (!fields.has("follows") || !fields.has("cause")) {
            fields.reject("follows", "absent", "follows and cause");
        }
        var request = new OccurrenceRequest(
                id(context.pathParam("series")),
                number(context.pathParam("number")),
                follows.required("task_id", "a UUID", UUID::fromString, NONE),
                follows.requiredNumber("sequence", 1),
                fields.parsed("due_at", "a date-time or a date", Due::parse).orElse(null),
                fields.parsed(
                                "anchor",
                                "a local date-time or a date",
                                text -> WallClock.parse(text).toString())
                        .orElse(null),
                TaskDraft.reminders(fields),
                new Event.Cause(
                        cause.required("event_id", "a UUID", UUID::fromString, NONE),
                        cause.requiredNumber("hops", 0),
                        cause.text("traceparent", 0, 100)
                                .flatMap(Traceparent::read)
                                .orElse(null)));
        fields.check();
        return request;
    }

    /** Whether that task, in its state now, is the completed one before this, and its series goes on. */
    boolean follows(Task task) {
        return task.completedVersion() != null
                && task.snapshot().recurrence() != null
                && task.completedVersion() == followsVersion
                && seriesId.equals(task.snapshot().seriesId())
                && task.snapshot().occurrence() != null
                && task.snapshot().occurrence() == number - 1;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("series: not a UUID").asException();
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.notFound("occurrence: not a number").asException();
        }
    }
}
