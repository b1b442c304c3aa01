/** Servers as inventory-service knows them. */
@NullMarked
package io.palebluedot.workflow.server;

import org.jspecify.annotations.NullMarked;
