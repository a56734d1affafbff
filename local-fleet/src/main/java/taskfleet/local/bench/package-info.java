/** Load on a fleet that is up, and what its workers' own metrics say about it. */
@NullMarked
package taskfleet.local.bench;

import org.jspecify.annotations.NullMarked;
