package io.palebluedot.allocation.planner;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one server.
 *
 * @param open false while nothing on it may be handed out
 * @param installed it runs an operating system already; otherwise its first allocation installs it and has it alone until then
 * @param deployingFor the allocation that installs it
 * @param closedBecause words for people, when it is not open
 */
public record ServerFacts(
        String id,
        String name,
        @Nullable String rack,
        boolean open,
        boolean installed,
        @Nullable String deployingFor,
        @Nullable String closedBecause) {

    ServerFacts deployingFor(@Nullable String allocation) {
        return new ServerFacts(id, name, rack, open, installed, allocation, closedBecause);
    }

    /** A server of which only its GPUs have been heard yet. */
    static ServerFacts unknown(String id) {
        return new ServerFacts(id, id, null, false, false, null, "its state is not known yet");
    }
}
