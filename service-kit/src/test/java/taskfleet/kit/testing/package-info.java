/** What the tests of every module share: a real Postgres, a settable clock, a sidecar that only notes. */
@NullMarked
package taskfleet.kit.testing;

import org.jspecify.annotations.NullMarked;
