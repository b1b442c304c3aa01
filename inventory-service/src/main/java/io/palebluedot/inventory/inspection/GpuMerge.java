package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.inspection.Told.text;

import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.machine.GpuLife;
import io.palebluedot.inventory.machine.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which GPU of a tree is which GPU of the inventory: by serial number wherever it was, by UUID, else by slot or index within the server.
 *
 * @param seen pairs of told and known
 * @param fresh told, not known yet
 * @param missing known here, not told, by a protocol that tells of GPUs
 * @param elsewhere told here, but still present in another server
 */
record GpuMerge(List<Pair> seen, List<ServerEvent.Gpu> fresh, List<GpuLife> missing, List<GpuLife> elsewhere) {

    record Pair(ServerEvent.Gpu told, GpuLife known) {}

    static GpuMerge of(HardwareTree tree, Machine machine, List<GpuLife> others) {
        var here = machine.gpus().stream()
                .filter(gpu -> gpu.state() != GpuState.REMOVED || gpu.facts().serial() != null)
                .toList();
        var merge = new GpuMerge(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<UUID> taken = new HashSet<>();
        Set<String> serials = new HashSet<>();
        for (ServerEvent.Gpu told : tree.gpus()) {
            String serial = text(told.serial());
            // The same GPU can show in two places of one tree.
            if (serial == null || serials.add(serial)) {
                merge.place(told, here, others, taken);
            }
        }
        here.stream()
                .filter(gpu -> !"ipmi".equals(tree.protocol()))
                .filter(gpu -> !taken.contains(gpu.id())
                        && gpu.present()
                        && !gpu.facts().byHand())
                .filter(gpu -> gpu.state() != GpuState.REMOVED && gpu.state() != GpuState.RMA)
                .forEach(merge.missing::add);
        return merge;
    }

    private void place(ServerEvent.Gpu told, Collection<GpuLife> here, List<GpuLife> others, Set<UUID> taken) {
        var known = match(told, here, taken);
        if (known.isPresent()) {
            taken.add(known.get().id());
            seen.add(new Pair(told, known.get()));
            return;
        }
        var other = others.stream()
                .filter(gpu -> Objects.equals(gpu.facts().serial(), text(told.serial())))
                .findFirst();
        if (other.isEmpty()) {
            fresh.add(told);
        } else if (other.get().present() && other.get().state() != GpuState.REMOVED) {
            elsewhere.add(other.get());
        } else {
            seen.add(new Pair(told, other.get()));
        }
    }

    private static Optional<GpuLife> match(ServerEvent.Gpu told, Collection<GpuLife> here, Set<UUID> taken) {
        String serial = text(told.serial());
        String uuid = text(told.uuid());
        String slot = text(told.slot());
        return first(
                        here,
                        taken,
                        gpu -> serial != null && serial.equals(gpu.facts().serial()))
                .or(() -> first(
                        here,
                        taken,
                        gpu -> uuid != null && uuid.equals(gpu.facts().uuid())))
                .or(() -> first(
                        here,
                        taken,
                        gpu -> free(serial, gpu)
                                && slot != null
                                && slot.equals(gpu.facts().slot())))
                .or(() -> first(
                        here,
                        taken,
                        gpu -> free(serial, gpu)
                                && (slot == null || gpu.facts().slot() == null)
                                && gpu.facts().index() == told.index()));
    }

    /** By its place only where no serial number contradicts. */
    private static boolean free(@Nullable String serial, GpuLife gpu) {
        return serial == null || gpu.facts().serial() == null;
    }

    private static Optional<GpuLife> first(Collection<GpuLife> gpus, Set<UUID> taken, Predicate<GpuLife> same) {
        return gpus.stream()
                .filter(gpu -> !taken.contains(gpu.id()))
                .filter(same)
                .findFirst();
    }
}
