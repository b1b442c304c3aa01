/** The life of a workflow and its steps, as pure state: legal moves, what comes next, what an outcome means. */
@NullMarked
package io.palebluedot.workflow.lifecycle;

import org.jspecify.annotations.NullMarked;
