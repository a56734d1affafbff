/** How log lines are written; the one package that knows Logback. */
@NullMarked
package taskfleet.kit.logging;

import org.jspecify.annotations.NullMarked;
