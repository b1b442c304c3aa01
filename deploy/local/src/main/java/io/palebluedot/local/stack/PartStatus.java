package io.palebluedot.local.stack;

/**
 * One line of {@code pbd status}.
 *
 * @param state starting, ready, down
 * @param rssKib resident memory, 0 when unknown
 * @param startMillis from its start to ready, -1 when not ready yet
 */
public record PartStatus(
        String name,
        long pid,
        int port,
        String state,
        long rssKib,
        long uptimeSeconds,
        long startMillis,
        int restarts) {}
