/** What each step does: handlers look at the wanted and the actual state and answer with an outcome. */
@NullMarked
package io.palebluedot.workflow.step;

import org.jspecify.annotations.NullMarked;
