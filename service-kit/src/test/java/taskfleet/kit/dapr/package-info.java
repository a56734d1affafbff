/** Tests of the sidecar seam. */
@NullMarked
package taskfleet.kit.dapr;

import org.jspecify.annotations.NullMarked;
