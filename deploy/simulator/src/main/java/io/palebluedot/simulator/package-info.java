/** A rack of GPU servers in one process: Redfish, exporters, a Kubernetes stand-in and Tinkerbell, over real sockets. */
@NullMarked
package io.palebluedot.simulator;

import org.jspecify.annotations.NullMarked;
