/** The service's own schema: pool, migrations, inbox. */
@NullMarked
package taskfleet.kit.postgres;

import org.jspecify.annotations.NullMarked;
