/** gRPC of alert-service: decode, check the form, call. */
@NullMarked
package io.palebluedot.alert.api;

import org.jspecify.annotations.NullMarked;
