/** HTTP as every service speaks it: problem details, verified users, the sidecar's token. */
@NullMarked
package taskfleet.kit.http;

import org.jspecify.annotations.NullMarked;
