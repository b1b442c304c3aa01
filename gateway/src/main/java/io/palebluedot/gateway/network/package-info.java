/** Network switches, and which server hangs on which of their ports. */
@NullMarked
package io.palebluedot.gateway.network;

import org.jspecify.annotations.NullMarked;
