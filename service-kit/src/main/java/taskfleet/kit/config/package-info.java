/** Typed settings from the environment. */
@NullMarked
package taskfleet.kit.config;

import org.jspecify.annotations.NullMarked;
