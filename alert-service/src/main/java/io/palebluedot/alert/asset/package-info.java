/** This service's own picture of servers, GPUs and who holds them, built from events. */
@NullMarked
package io.palebluedot.alert.asset;

import org.jspecify.annotations.NullMarked;
