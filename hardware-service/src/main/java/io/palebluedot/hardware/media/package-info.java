/** Images that a BMC shows to its host as drives. */
@NullMarked
package io.palebluedot.hardware.media;

import org.jspecify.annotations.NullMarked;
