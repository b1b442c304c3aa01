package io.palebluedot.simulator.machine;

/** Who answers a server's network boot. */
@FunctionalInterface
public interface NetbootServer {

    /** Whether there is work for this server, so that the installer starts instead of the disk. */
    boolean hasWorkFor(Machine machine);
}
