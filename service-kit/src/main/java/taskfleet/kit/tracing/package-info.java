/** The service's part in traces; the one package that knows OpenTelemetry, and it only when the environment asks. */
@NullMarked
package taskfleet.kit.tracing;

import org.jspecify.annotations.NullMarked;
