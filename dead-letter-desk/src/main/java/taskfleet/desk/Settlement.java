package taskfleet.desk;

import java.time.Instant;
import java.util.UUID;

/**
 * What a worker has told of a redriven event: it has handled it.
 *
 * @param redrive the count that the event came with
 * @param outcome {@code handled}, or {@code ignored} when there was nothing to do
 */
record Settlement(UUID letterId, int redrive, String outcome, String detail, Instant at) {}
