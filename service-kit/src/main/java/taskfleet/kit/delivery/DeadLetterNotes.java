package taskfleet.kit.delivery;

import java.util.UUID;

/** Where a worker notes the events that it has given up on, so that a replay of the topic does not try them again. */
@FunctionalInterface
public interface DeadLetterNotes {
    /**
     * Called after the dead letter is published; what it throws lets the event come again.
     *
     * @param redrive how often the event had been sent again; 0 for one that came for the first time
     */
    void deadLettered(UUID eventId, int redrive);
}
