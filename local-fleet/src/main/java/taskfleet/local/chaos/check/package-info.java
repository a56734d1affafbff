/** What a run has left behind, and the rules that it is measured by. */
@NullMarked
package taskfleet.local.chaos.check;

import org.jspecify.annotations.NullMarked;
