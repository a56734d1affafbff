/** What a subscription does with an event: attempts, outcomes, dead letters. */
@NullMarked
package taskfleet.kit.delivery;

import org.jspecify.annotations.NullMarked;
