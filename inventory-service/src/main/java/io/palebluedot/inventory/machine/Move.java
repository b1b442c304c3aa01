package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.GpuTrigger;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One step in a life. {@code heldMs}: how long the former state lasted. */
public sealed interface Move {

    UUID objectId();

    @Nullable
    String cause();

    long heldMs();

    /** Of a server; {@code from} and {@code trigger} are null at birth. {@code after} is the server as it was then. */
    record OfServer(
            @Nullable ServerState from,
            @Nullable ServerTrigger trigger,
            ServerState to,
            @Nullable String cause,
            long heldMs,
            ServerLife after)
            implements Move {
        @Override
        public UUID objectId() {
            return after.id();
        }
    }

    /** Of a GPU; {@code from} and {@code trigger} are null at birth. */
    record OfGpu(
            UUID objectId,
            @Nullable GpuState from,
            @Nullable GpuTrigger trigger,
            GpuState to,
            @Nullable String cause,
            long heldMs)
            implements Move {}
}
