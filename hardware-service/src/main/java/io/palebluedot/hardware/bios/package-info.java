/** BIOS attributes of servers. */
@NullMarked
package io.palebluedot.hardware.bios;

import org.jspecify.annotations.NullMarked;
