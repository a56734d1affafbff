/** Tests of the life and health of a service. */
@NullMarked
package taskfleet.kit.service;

import org.jspecify.annotations.NullMarked;
