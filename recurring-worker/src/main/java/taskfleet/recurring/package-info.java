/** Makes the next occurrence of a completed recurring task. */
@NullMarked
package taskfleet.recurring;

import org.jspecify.annotations.NullMarked;
