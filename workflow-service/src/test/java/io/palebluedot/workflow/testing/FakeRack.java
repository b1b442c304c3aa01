package io.palebluedot.workflow.testing;

import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.Nic;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Machines, and what was done to them; operations act after a moment, once per idempotency key. */
public final class FakeRack {

    /** How an installation goes on a machine. */
    public enum Script {
        SUCCEEDS,
        FAILS,
        HANGS
    }

    /** One machine. */
    public static final class Machine {
        public final String id = UUID.randomUUID().toString();
        public final String name;
        public final String mac;
        public volatile Script script = Script.SUCCEEDS;
        public volatile boolean operationsHang;
        public volatile boolean shutdownFails;
        public volatile boolean critical;
        public volatile ServerState state = ServerState.SERVER_STATE_RESERVED;
        public volatile boolean on = true;
        public volatile boolean netbooted;
        public volatile String installed = "";
        public final List<String> actions = new CopyOnWriteArrayList<>();

        Machine(int number) {
            name = "server-%03d".formatted(number);
            mac = "02:70:62:64:00:%02x".formatted(number);
        }

        boolean running() {
            return on && !netbooted && !installed.isEmpty();
        }

        Server proto(int exporterPort) {
            return Server.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setState(state)
                    .setHealth(critical ? Health.HEALTH_CRITICAL : Health.HEALTH_OK)
                    .setPowerState(on ? "On" : "Off")
                    .setGpuCount(8)
                    .setProjectId("project-a")
                    .addNics(Nic.newBuilder().setMac(mac).setLink("LinkUp").addAddresses("10.0.0.7"))
                    .setDcgmExporterUrl("http://127.0.0.1:" + exporterPort + "/" + id + "/metrics")
                    .setInspectedAt(com.google.protobuf.Timestamp.newBuilder()
                            .setSeconds(java.time.Instant.now().plusSeconds(60).getEpochSecond()))
                    .build();
        }
    }

    private static final long ACTION_MILLIS = 80;
    private static final FakeRack RACK = new FakeRack();

    private final List<Machine> machines = new CopyOnWriteArrayList<>();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    private FakeRack() {}

    public static FakeRack get() {
        return RACK;
    }

    /** A new machine. */
    public synchronized Machine machine() {
        var machine = new Machine(machines.size() + 1);
        machines.add(machine);
        return machine;
    }

    Machine find(String ref) {
        return machines.stream()
                .filter(m -> m.id.equals(ref) || m.name.equals(ref))
                .findFirst()
                .orElse(null);
    }

    /** The operation of that key, begun now unless it was before. */
    synchronized Operation operate(Machine machine, String key, String action) {
        String known = key.isEmpty() ? null : keys.get(key);
        if (known != null) {
            return operations.get(known);
        }
        var operation = Operation.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(action)
                .setServerId(machine.id)
                .setRequestedBy("workflow-service")
                .setState(OperationState.OPERATION_STATE_RUNNING)
                .build();
        operations.put(operation.getId(), operation);
        if (!key.isEmpty()) {
            keys.put(key, operation.getId());
        }
        if (!machine.operationsHang) {
            CompletableFuture.delayedExecutor(ACTION_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> act(machine, operation, action));
        }
        return operation;
    }

    private void act(Machine machine, Operation operation, String action) {
        if (operations.get(operation.getId()).getState() != OperationState.OPERATION_STATE_RUNNING) {
            return;
        }
        machine.actions.add(action);
        boolean fails = action.equals("graceful_shutdown") && machine.shutdownFails;
        if (!fails) {
            effect(machine, action);
        }
        var ended = operation.toBuilder()
                .setState(fails ? OperationState.OPERATION_STATE_FAILED : OperationState.OPERATION_STATE_SUCCEEDED)
                .setError(fails ? "the system did not shut down" : "");
        operations.put(operation.getId(), ended.build());
    }

    private static void effect(Machine machine, String action) {
        switch (action) {
            case "boot Pxe once cycle" -> {
                machine.on = true;
                machine.netbooted = true;
            }
            case "boot None cycle" -> {
                machine.on = true;
                machine.netbooted = false;
            }
            case "off", "graceful_shutdown" -> {
                machine.on = false;
                machine.netbooted = false;
            }
            case "on" -> machine.on = true;
            default -> {}
        }
    }

    Operation operation(String id) {
        return operations.get(id);
    }

    List<Operation> operations(String serverId, OperationState state) {
        var found = new ArrayList<Operation>();
        operations.values().stream()
                .filter(o -> o.getServerId().equals(serverId) && o.getState() == state)
                .forEach(found::add);
        return found;
    }

    Operation cancel(String id) {
        return operations.computeIfPresent(
                id,
                (key, operation) -> operation.toBuilder()
                        .setState(OperationState.OPERATION_STATE_CANCELLED)
                        .build());
    }
}
