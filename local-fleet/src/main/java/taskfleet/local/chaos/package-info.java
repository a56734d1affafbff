/** Faults on a fleet of its own while users write, and the verdict on what it kept of its promises. */
@NullMarked
package taskfleet.local.chaos;

import org.jspecify.annotations.NullMarked;
