/** The contracts as other people's programs and eyes need them, generated, and the tests that hold them to the code. */
@NullMarked
package taskfleet.events.contract;

import org.jspecify.annotations.NullMarked;
