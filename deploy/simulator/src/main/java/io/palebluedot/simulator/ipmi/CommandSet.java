package io.palebluedot.simulator.ipmi;

/** The commands of one network function. Called on the event loop only. */
interface CommandSet {

    /** What a caller must be to give this command. */
    default Privilege needs(int command) {
        return Privilege.USER;
    }

    /** Octets a request has at least; shorter ones are refused before {@link #answer} sees them. */
    default int shortest(int command) {
        return 0;
    }

    /** The answer; {@link Reply#UNKNOWN_COMMAND} for what this BMC does not know. */
    Reply answer(Request request);
}
