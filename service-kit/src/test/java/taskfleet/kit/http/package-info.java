/** Tests of what every port has. */
@NullMarked
package taskfleet.kit.http;

import org.jspecify.annotations.NullMarked;
