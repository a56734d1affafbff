/**
 * What the fleet can do, measured on a fleet of its own, each figure beside a limit from the same run: what the parts
 * that it stands on do without it.
 */
@NullMarked
package taskfleet.local.bench;

import org.jspecify.annotations.NullMarked;
