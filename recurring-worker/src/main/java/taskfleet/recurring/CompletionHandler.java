package taskfleet.recurring;

import taskfleet.events.Event;
import taskfleet.events.TaskCompleted;
import taskfleet.kit.delivery.EventHandler;
import taskfleet.kit.delivery.Outcome;
import taskfleet.recurrence.InvalidRule;

/**
 * What a completed recurring task leads to: the next one. There is no inbox, since making an occurrence is idempotent:
 * a redelivery meets the row that the first delivery made.
 */
final class CompletionHandler implements EventHandler {
    private final SeriesGuard guard;
    private final TaskApi taskApi;
    private final int maxHops;

    CompletionHandler(SeriesGuard guard, TaskApi taskApi, int maxHops) {
        this.guard = guard;
        this.taskApi = taskApi;
        this.maxHops = maxHops;
    }

    @Override
    public Outcome handle(Event event) {
        if (!(event.data() instanceof TaskCompleted completed)) {
            return Outcome.ignored("not a completion");
        }
        try {
            var next = NextOccurrence.after(completed.task());
            return next.isEmpty() ? Outcome.ignored("no next occurrence") : make(next.get(), event);
        } catch (InvalidRule e) {
            return Outcome.rejected("invalid-recurrence", "recurrence " + e.getMessage());
        }
    }

    private Outcome make(NextOccurrence next, Event cause) {
        int hops = cause.hops() + 1;
        if (hops > maxHops) {
            return Outcome.rejected(
                    "too-many-hops", "hops: %d (expected: at most %d events in a chain)".formatted(hops, maxHops));
        }
        var runaway = guard.refuses(next.seriesId(), next.number());
        return runaway.map(why -> Outcome.rejected("runaway-series", why)).orElseGet(() -> taskApi.put(next, cause));
    }
}
