/** When a recurring task comes next: RFC 5545 rules on the wall clock of the task's time zone. */
@NullMarked
package taskfleet.recurrence;

import org.jspecify.annotations.NullMarked;
