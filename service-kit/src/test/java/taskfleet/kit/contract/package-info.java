/** What holds the code of a service against its OpenAPI document. */
@NullMarked
package taskfleet.kit.contract;

import org.jspecify.annotations.NullMarked;
