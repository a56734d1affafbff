/** Holds the charts and the manifests against real Helm, and against the schemas of all that they make. */
@NullMarked
package taskfleet.k8s;

import org.jspecify.annotations.NullMarked;
