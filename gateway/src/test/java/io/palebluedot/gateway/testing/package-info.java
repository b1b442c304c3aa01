/** Fakes of the services behind real gRPC, and a client of the gateway. */
package io.palebluedot.gateway.testing;
