/** Tests of the event contracts, and the catalogue of sample events for every module's tests. */
@NullMarked
package taskfleet.events;

import org.jspecify.annotations.NullMarked;
