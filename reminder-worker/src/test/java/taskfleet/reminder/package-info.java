/** Tests of reminder-worker: its plan, its table, its doors. */
@NullMarked
package taskfleet.reminder;

import org.jspecify.annotations.NullMarked;
