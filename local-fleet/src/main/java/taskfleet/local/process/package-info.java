/** Programs as children of the fleet: start, readiness, signals, and the certainty that none is left behind. */
@NullMarked
package taskfleet.local.process;

import org.jspecify.annotations.NullMarked;
