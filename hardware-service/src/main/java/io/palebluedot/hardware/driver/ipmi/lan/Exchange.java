package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.jspecify.annotations.Nullable;

/** One question to a BMC and the recognition of its answer. Runs on the port's event loop only. */
interface Exchange<T> {

    /** The datagram to send; asked for again for every attempt. */
    Octets datagram();

    /**
     * The answer in a datagram that came from the BMC, or null when it answers something else. A failure of kind MALFORMED makes the
     * datagram be passed over (anybody can send one), any other failure ends the exchange.
     */
    @Nullable
    T answer(Octets datagram);
}
