/** Users who write all the time, what they were told, and what they had to put up with. */
@NullMarked
package taskfleet.local.chaos.load;

import org.jspecify.annotations.NullMarked;
