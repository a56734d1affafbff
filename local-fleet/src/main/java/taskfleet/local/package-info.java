/** A whole fleet on one machine with real parts, as a library: {@code Fleet.start(FleetOptions.isolated(folder))}. */
@NullMarked
package taskfleet.local;

import org.jspecify.annotations.NullMarked;
