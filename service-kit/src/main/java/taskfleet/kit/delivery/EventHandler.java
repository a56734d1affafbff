package taskfleet.kit.delivery;

import java.util.List;
import taskfleet.events.Event;

/** A worker's part in the delivery of an event: make its effect, once, and say what became of it. */
@FunctionalInterface
public interface EventHandler {
    /**
     * Runs on a virtual thread, and may wait. What it throws counts as {@link Outcome.Failed}, or as {@link
     * Outcome.Away} when the cause is an outage.
     */
    Outcome handle(Event event);

    /** The same for many events together, in one transaction: all take effect, or none does. */
    @FunctionalInterface
    interface Bulk {
        /**
         * @return one outcome for each event, in their order
         */
        List<Outcome> handle(List<Event> events);
    }
}
