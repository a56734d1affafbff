/** Tests of what is recorded of traces, and when nothing is. */
@NullMarked
package taskfleet.kit.tracing;

import org.jspecify.annotations.NullMarked;
