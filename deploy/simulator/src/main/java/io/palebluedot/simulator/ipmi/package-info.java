/** The IPMI 2.0 side of the BMCs: RMCP+ sessions over UDP and the commands behind them, after the specification. */
@NullMarked
package io.palebluedot.simulator.ipmi;

import org.jspecify.annotations.NullMarked;
