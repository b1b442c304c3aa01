/** What the host tells about itself while its system runs: dcgm-exporter and node_exporter. */
@NullMarked
package io.palebluedot.simulator.exporter;

import org.jspecify.annotations.NullMarked;
