/** Tinkerbell through its custom resources (tinkerbell.org/v1alpha1), on a blocking client that runs on virtual threads. */
@NullMarked
package io.palebluedot.workflow.tinkerbell;

import org.jspecify.annotations.NullMarked;
