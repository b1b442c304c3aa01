/** Network switches: what they tell, their settings, and which server hangs on which of their ports. */
@NullMarked
package io.palebluedot.hardware.network;

import org.jspecify.annotations.NullMarked;
