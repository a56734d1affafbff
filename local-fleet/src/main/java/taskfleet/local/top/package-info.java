/** The live view of a fleet that is up. */
@NullMarked
package taskfleet.local.top;

import org.jspecify.annotations.NullMarked;
