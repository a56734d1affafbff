/** The commands of {@code ./fleet}. */
@NullMarked
package taskfleet.local.command;

import org.jspecify.annotations.NullMarked;
