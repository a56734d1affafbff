/** The whole fleet, tested through its public doors. */
@NullMarked
package taskfleet.local.e2e;

import org.jspecify.annotations.NullMarked;
