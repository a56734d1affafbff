/** Events that commit with the change they tell of, and the relay that publishes them. */
@NullMarked
package taskfleet.kit.outbox;

import org.jspecify.annotations.NullMarked;
