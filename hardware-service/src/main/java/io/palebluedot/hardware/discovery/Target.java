package io.palebluedot.hardware.discovery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One address of a discovery. */
record Target(UUID discoveryId, int place, String address) {

    /** What became of it; state is found, no_answer, unauthorized or failed. */
    record Result(
            String state,
            @Nullable UUID serverId,
            @Nullable String protocol,
            @Nullable String error,
            List<String> findings) {

        static Result without(String state, @Nullable String protocol, @Nullable String error) {
            return new Result(state, null, protocol, error, List.of());
        }
    }
}
