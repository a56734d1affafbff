/** Keeps the dead letters of all workers, and redrives or discards them on a person's word. */
@NullMarked
package taskfleet.desk;

import org.jspecify.annotations.NullMarked;
