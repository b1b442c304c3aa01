package io.palebluedot.hardware.driver;

/** How much of a machine is read. */
public enum Depth {
    /** What makes a server known and usable; its number of requests is what an enrolment costs. Parts are told where that costs nothing. */
    OVERVIEW,
    /** Every part with its health too: two to four times the requests where a BMC gives members one by one. */
    THOROUGH
}
