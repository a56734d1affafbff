/** Rules that hold over all packages of the kit. */
@NullMarked
package taskfleet.kit;

import org.jspecify.annotations.NullMarked;
