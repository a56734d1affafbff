/** What services tell of themselves at {@code /metrics}, read without a Prometheus. */
@NullMarked
package taskfleet.local.metrics;

import org.jspecify.annotations.NullMarked;
