/** Who calls, what may fail, and how both travel over gRPC. */
@NullMarked
package io.palebluedot.rpc;

import org.jspecify.annotations.NullMarked;
