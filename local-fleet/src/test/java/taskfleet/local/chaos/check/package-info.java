@NullMarked
package taskfleet.local.chaos.check;

import org.jspecify.annotations.NullMarked;
