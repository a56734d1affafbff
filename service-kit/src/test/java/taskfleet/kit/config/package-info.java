/** Tests of the settings. */
@NullMarked
package taskfleet.kit.config;

import org.jspecify.annotations.NullMarked;
