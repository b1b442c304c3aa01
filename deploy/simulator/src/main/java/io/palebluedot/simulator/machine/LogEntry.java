package io.palebluedot.simulator.machine;

import java.time.Instant;

/** One line of the BMC's event log; severity is OK, Warning or Critical. */
public record LogEntry(int number, Instant created, String severity, String message) {}
