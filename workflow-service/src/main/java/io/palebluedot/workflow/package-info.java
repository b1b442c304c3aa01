/** Deploys and cleans servers: workflows of steps, reconciled until they end. */
@NullMarked
package io.palebluedot.workflow;

import org.jspecify.annotations.NullMarked;
