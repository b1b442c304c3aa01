/** Servers as callers see and change them. */
@NullMarked
package io.palebluedot.inventory.server;

import org.jspecify.annotations.NullMarked;
