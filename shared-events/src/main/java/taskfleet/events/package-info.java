/** The event contracts of the fleet: records, JSON Schemas and the CloudEvents codec. */
@NullMarked
package taskfleet.events;

import org.jspecify.annotations.NullMarked;
