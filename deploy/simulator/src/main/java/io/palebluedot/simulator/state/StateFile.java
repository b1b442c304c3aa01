package io.palebluedot.simulator.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.kubernetes.ObjectStore;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.MachineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes the rack to {@code rack.json} shortly after every change, replacing the file as a whole. */
public final class StateFile {

    private static final Logger LOG = System.getLogger(StateFile.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Collection<Machine> machines;
    private final ObjectStore store;
    private final AtomicBoolean dirty = new AtomicBoolean();

    /** A file in a folder, which is made if needed. */
    public StateFile(Path folder, Collection<Machine> machines, ObjectStore store) {
        this.file = folder.resolve("rack.json");
        this.machines = machines;
        this.store = store;
    }

    /**
     * Puts the kept state back, if there is one; a file that cannot be read is an error, not an empty rack.
     *
     * @return whether there was one
     */
    public boolean load() {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            RackState state = JSON.readValue(file.toFile(), RackState.class);
            store.restore(state.objects());
            for (Machine machine : machines) {
                MachineState kept = state.machines().get(machine.identity().index());
                if (kept != null) {
                    machine.restore(kept);
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; remove it to begin anew", e);
        }
    }

    /** Notes every change from now on. */
    public void follow() {
        store.onChange(() -> dirty.set(true));
        machines.forEach(machine -> machine.onChange(changed -> dirty.set(true)));
        machines.iterator().next().timeline().every(PAUSE, this::saveIfChanged);
        dirty.set(true);
    }

    /** Writes now what has changed. */
    public synchronized void saveIfChanged() {
        if (!dirty.getAndSet(false)) {
            return;
        }
        Map<Integer, MachineState> states = new TreeMap<>();
        machines.forEach(machine -> states.put(machine.identity().index(), machine.state()));
        List<ObjectNode> objects =
                store.snapshot().stream().map(ObjectNode.class::cast).toList();
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("rack.json.new");
            Files.write(next, JSON.writeValueAsBytes(new RackState(states, objects)));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            dirty.set(true);
            LOG.log(Level.ERROR, "cannot write " + file, e);
        }
    }
}
