@NullMarked
package taskfleet.local.chaos;

import org.jspecify.annotations.NullMarked;
