/** The life of a service: start, health, metrics, stop. */
@NullMarked
package taskfleet.kit.service;

import org.jspecify.annotations.NullMarked;
