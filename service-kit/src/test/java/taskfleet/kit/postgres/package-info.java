/** Tests of the database on a real Postgres. */
@NullMarked
package taskfleet.kit.postgres;

import org.jspecify.annotations.NullMarked;
