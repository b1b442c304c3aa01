/** Redfish resource trees, built in or captured, shared by all servers of one model, and what they say about a server's layout. */
@NullMarked
package io.palebluedot.simulator.tree;

import org.jspecify.annotations.NullMarked;
