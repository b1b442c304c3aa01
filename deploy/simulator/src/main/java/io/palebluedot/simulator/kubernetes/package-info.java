/** A Kubernetes API that keeps custom resources in memory: fabric8's CRUD dispatcher behind an own front. */
@NullMarked
package io.palebluedot.simulator.kubernetes;

import org.jspecify.annotations.NullMarked;
