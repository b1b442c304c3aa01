package io.palebluedot.allocation.ledger;

import java.time.Instant;

/** One move that an allocation made; {@code from} is empty at birth. */
public record HistoryEntry(String from, String to, String cause, String actor, Instant at, long heldMs) {}
