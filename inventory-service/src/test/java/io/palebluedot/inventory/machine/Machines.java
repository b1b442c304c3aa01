package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.machine.GpuLife.Hold;
import io.palebluedot.inventory.machine.ServerLife.Fault;
import io.palebluedot.inventory.machine.ServerLife.Maintenance;
import io.palebluedot.inventory.machine.ServerLife.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Machines for tests. */
public final class Machines {

    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    public static final Hold HOLD = new Hold("allocation-1", "project-1");

    private Machines() {}

    static ServerLife server(ServerState state) {
        return server(state, false);
    }

    static ServerLife server(ServerState state, boolean dirty) {
        boolean broken =
                state == ServerState.FAILED || state == ServerState.QUARANTINED || state == ServerState.REPAIRING;
        return new ServerLife(
                new UUID(0, 1),
                "server-001",
                "rack-1",
                new ServerLife.Stay(state, NOW.minusSeconds(60), null, 0),
                broken ? new Fault(ServerState.ACTIVE, "for a test") : null,
                Maintenance.OFF,
                new Vitals("OK", "On", true),
                dirty,
                null,
                null,
                5);
    }

    static ServerLife overdue(ServerState state) {
        return server(state).in(new ServerLife.Stay(state, NOW.minusSeconds(60), NOW.minusSeconds(1), 0), null);
    }

    public static GpuLife gpu(int index, GpuState state) {
        return gpu(index, state, "S" + index);
    }

    public static GpuLife gpu(int index, GpuState state, String serial) {
        return new GpuLife(
                new UUID(1, index),
                "gpu-00" + index,
                new UUID(0, 1),
                new GpuLife.Stay(state, NOW.minus(Duration.ofMinutes(1)), null),
                state == GpuState.FAULTY ? "for a test" : null,
                "OK",
                false,
                true,
                false,
                state == GpuState.RESERVED || state == GpuState.ALLOCATED ? HOLD : null,
                facts(index, serial),
                3);
    }

    public static GpuFacts facts(int index, String serial) {
        return new GpuFacts(
                index,
                "SXM" + index,
                "NVIDIA",
                "NVIDIA H200",
                serial,
                null,
                null,
                null,
                141L << 30,
                "Hopper",
                700,
                null,
                null,
                700,
                200,
                700,
                null,
                false);
    }

    public static Machine of(ServerState state, GpuLife... gpus) {
        return Machine.stored(server(state), List.of(gpus), NOW, "test");
    }

    static Machine dirty(ServerState state, GpuLife... gpus) {
        return Machine.stored(server(state, true), List.of(gpus), NOW, "test");
    }

    static Machine of(ServerLife server, GpuLife... gpus) {
        return Machine.stored(server, List.of(gpus), NOW, "test");
    }

    static List<GpuState> states(Machine machine) {
        var states = new ArrayList<GpuState>();
        machine.gpus().forEach(gpu -> states.add(gpu.state()));
        return states;
    }
}
