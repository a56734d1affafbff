/** Schedules reminders as Dapr jobs, triggers and delivers them. */
@NullMarked
package taskfleet.reminder;

import org.jspecify.annotations.NullMarked;
