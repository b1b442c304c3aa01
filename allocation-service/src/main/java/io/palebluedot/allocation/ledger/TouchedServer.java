package io.palebluedot.allocation.ledger;

/** A server that an allocation touches; {@code deploy} when it was installed for it, {@code ready} once it runs. */
public record TouchedServer(String serverId, String serverName, boolean deploy, boolean ready) {}
