/** Tests of the outbox on a real Postgres. */
@NullMarked
package taskfleet.kit.outbox;

import org.jspecify.annotations.NullMarked;
