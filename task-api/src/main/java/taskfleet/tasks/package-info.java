/** The HTTP API over tasks: the only writer of tasks. */
@NullMarked
package taskfleet.tasks;

import org.jspecify.annotations.NullMarked;
