/** What can be asked of a server, over gRPC. */
@NullMarked
package io.palebluedot.hardware.control;

import org.jspecify.annotations.NullMarked;
