/** The seam to the Dapr sidecar. */
@NullMarked
package taskfleet.kit.dapr;

import org.jspecify.annotations.NullMarked;
