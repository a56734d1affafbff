/** Tests of log lines. */
@NullMarked
package taskfleet.kit.logging;

import org.jspecify.annotations.NullMarked;
