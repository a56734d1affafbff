/** Keeps per-user statistics and serves them. */
@NullMarked
package taskfleet.analytics;

import org.jspecify.annotations.NullMarked;
