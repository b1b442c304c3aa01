/** What happens to an allocation while it holds GPUs: installing, power, faults, changed terms. */
@NullMarked
package io.palebluedot.allocation.progress;

import org.jspecify.annotations.NullMarked;
