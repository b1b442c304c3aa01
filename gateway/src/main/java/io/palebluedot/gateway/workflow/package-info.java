/** Deploy and cleanup workflows. */
@NullMarked
package io.palebluedot.gateway.workflow;

import org.jspecify.annotations.NullMarked;
