/** Tests of deliveries, by the door that the sidecar uses. */
@NullMarked
package taskfleet.kit.delivery;

import org.jspecify.annotations.NullMarked;
