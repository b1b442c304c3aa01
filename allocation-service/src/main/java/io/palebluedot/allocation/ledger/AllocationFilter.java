package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.AllocationState;
import java.util.Set;

/** Which allocations are wanted; empty words and an empty set mean all. {@code user}, {@code project}, {@code server}, {@code gpu}: id or name. */
public record AllocationFilter(String user, String project, Set<AllocationState> states, String server, String gpu) {}
