/** Finding servers by their BMC, and the credentials to do it with. */
@NullMarked
package io.palebluedot.gateway.discovery;

import org.jspecify.annotations.NullMarked;
