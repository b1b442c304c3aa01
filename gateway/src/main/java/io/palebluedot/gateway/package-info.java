/** The public REST API: authenticate, authorise, translate to gRPC, shape the answer; nothing is decided here. */
@NullMarked
package io.palebluedot.gateway;

import org.jspecify.annotations.NullMarked;
