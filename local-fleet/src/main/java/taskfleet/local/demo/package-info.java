/** The story that {@code ./fleet demo} tells. */
@NullMarked
package taskfleet.local.demo;

import org.jspecify.annotations.NullMarked;
