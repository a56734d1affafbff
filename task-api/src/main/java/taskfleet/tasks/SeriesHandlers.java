package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskSnapshot;
import taskfleet.events.TaskStatus;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.RequestTrace;

/** {@code PUT /series/{series}/occurrences/{number}}: recurring-worker makes the next task of a series, once. */
final class SeriesHandlers {
    private final TaskStore store;
    private final Clock clock;

    SeriesHandlers(TaskStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Answers 201 when it was made now, 200 when it was there, 409 when there is nothing that it could follow. */
    void put(RoutingContext context) {
        var request = OccurrenceRequest.read(context);
        var previous = store.findWithTombstone(request.followsTask())
                .filter(row -> !row.isDeleted() && request.follows(row.task()))
                .orElseThrow(SeriesHandlers::nothingToFollow)
                .task();
        var id = SeriesIds.occurrence(request.seriesId(), request.number());
        var there = store.findWithTombstone(id);
        if (there.isPresent() && !there.get().isTakenBack()) {
            context.json(new JsonObject().put("id", id.toString()));
            return;
        }
        int version = there.map(tombstone -> tombstone.task().snapshot().version() + 1)
                .orElse(1);
        var cause = request.cause();
        var event = Event.causedBy(cause, new TaskCreated(next(id, version, previous.snapshot(), request)), clock)
                .withTraceparent(RequestTrace.orOf(cause));
        if (store.insertOccurrence(event, request.followsTask(), request.followsVersion())) {
            context.response().setStatusCode(201);
            context.json(new JsonObject().put("id", id.toString()));
        } else if (store.findWithTombstone(id).filter(row -> !row.isTakenBack()).isPresent()) {
            context.json(new JsonObject().put("id", id.toString())); // another delivery of the same event was first
        } else {
            throw nothingToFollow();
        }
    }

    private TaskSnapshot next(UUID id, int version, TaskSnapshot previous, OccurrenceRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var rule = Objects.requireNonNull(previous.recurrence());
        var content = previous.following();
        return new TaskSnapshot(
                id,
                previous.userId(),
                content.title(),
                content.description(),
                content.priority(),
                content.tags(),
                request.due(),
                previous.timeZone(),
                new RecurrenceSpec(rule.rule(), rule.after(), request.anchor()),
                request.reminders(),
                TaskStatus.OPEN,
                null,
                version,
                request.seriesId(),
                request.number(),
                now,
                now);
    }

    private static Problem.ProblemException nothingToFollow() {
        return Problem.conflict(
                        "The completion that this would follow has been taken back, or its task or series has ended.")
                .asException();
    }
}
