package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.inspection.Told.text;

import io.palebluedot.events.ConfigEvent.ConfigConflict;
import io.palebluedot.events.ConfigEvent.ConfigValidated;
import io.palebluedot.events.ConfigEvent.Difference;
import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.SystemEvent.NetworkStatusChanged;
import io.palebluedot.events.jetstream.PoisonEvent;
import io.palebluedot.inventory.asset.Labels;
import io.palebluedot.inventory.catalogue.Catalogue;
import io.palebluedot.inventory.config.GpuSettings;
import io.palebluedot.inventory.config.Observations;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.GpuLife;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineRepository;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.machine.Qualification;
import io.palebluedot.inventory.machine.ServerLife;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a whole tree over into the inventory, in one transaction. */
@ApplicationScoped
class InspectionService {

    /** While somebody works on a server, what is not seen is not missing. */
    private static final Set<ServerState> WORKED_ON =
            EnumSet.of(ServerState.DEPLOYING, ServerState.DEPROVISIONING, ServerState.CLEANING, ServerState.SERVICING);

    private static final Set<String> NO_NAMES = Set.of("localhost", "bmc", "openbmc", "server", "host", "unknown");

    private final MachineRepository repository;
    private final MachineService machines;
    private final FactsRepository facts;
    private final Observations observations;

    InspectionService(
            MachineRepository repository, MachineService machines, FactsRepository facts, Observations observations) {
        this.repository = repository;
        this.machines = machines;
        this.facts = facts;
        this.observations = observations;
    }

    /**
     * One tree of one server.
     *
     * @param discovered somebody looked for this server: a retired one comes back
     * @param at when the tree was read
     */
    record Reading(UUID serverId, HardwareTree tree, boolean discovered, Instant at, String actor) {}

    /** Fails with {@link PoisonEvent} when another server has the serial number. */
    Uni<Void> take(SqlConnection tx, Reading reading, Catalogue catalogue) {
        return facts.otherWithSerial(tx, reading.serverId(), text(reading.tree().serial()))
                .invoke(other -> other.ifPresent(name -> {
                    throw new PoisonEvent("serial number " + reading.tree().serial() + " belongs to server " + name);
                }))
                .chain(() -> repository.load(tx, reading.serverId(), reading.actor()))
                .chain(known ->
                        known == null ? enrol(tx, reading) : Uni.createFrom().item(known))
                .chain(machine -> passedOver(machine, reading)
                        ? Uni.createFrom().voidItem()
                        : take(tx, machine, reading, catalogue));
    }

    private static boolean passedOver(Machine machine, Reading reading) {
        var server = machine.server();
        return server.state() == ServerState.RETIRED
                && (!reading.discovered() || reading.at().isBefore(server.stay().since()));
    }

    private Uni<Machine> enrol(SqlConnection tx, Reading reading) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return name(tx, reading.tree())
                .map(name -> Machine.enrol(
                        ServerLife.enrolled(reading.serverId(), name, "", now), now, reading.actor(), "discovered"))
                .call(machine -> machines.save(tx, machine))
                .chain(() -> repository.load(tx, reading.serverId(), reading.actor()));
    }

    private Uni<String> name(SqlConnection tx, HardwareTree tree) {
        String hostname = text(tree.hostname());
        var errors = new ArrayList<io.palebluedot.rpc.Failure.FieldError>();
        Labels.checkName(Objects.requireNonNullElse(hostname, ""), errors);
        if (hostname == null || !errors.isEmpty() || NO_NAMES.contains(hostname)) {
            return repository.freeServerName(tx);
        }
        return facts.nameIsFree(tx, hostname)
                .chain(free -> free ? Uni.createFrom().item(hostname) : repository.freeServerName(tx));
    }

    private Uni<Void> take(SqlConnection tx, Machine machine, Reading reading, Catalogue catalogue) {
        var tree = reading.tree();
        var id = reading.serverId();
        var serials = tree.gpus().stream()
                .map(gpu -> text(gpu.serial()))
                .filter(Objects::nonNull)
                .toList();
        return nameFreely(tx, machine)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                facts.former(tx, id),
                                repository.elsewhere(tx, id, serials),
                                facts.linkChanges(tx, id, tree))
                        .usingConcurrencyOf(1)
                        .asTuple())
                .chain(read -> {
                    var merge = GpuMerge.of(tree, machine, read.getItem2());
                    return repository.names(tx, "gpu", merge.fresh().size()).chain(names -> {
                        var former = read.getItem1();
                        var differences = apply(machine, reading, catalogue, merge, names, former.baselineGpus());
                        conclude(machine, reading, catalogue, former, differences, read.getItem3());
                        return machines.save(tx, machine)
                                .chain(() ->
                                        facts.write(tx, id, tree, differences.isEmpty() ? present(machine) : null));
                    });
                })
                .chain(() -> observe(tx, machine, reading));
    }

    /** The name of a retired server may be another's by now. */
    private Uni<Void> nameFreely(SqlConnection tx, Machine machine) {
        var server = machine.server();
        if (server.state() != ServerState.RETIRED) {
            return Uni.createFrom().voidItem();
        }
        return facts.nameIsFree(tx, server.name())
                .chain(free -> free ? Uni.createFrom().item(server.name()) : repository.freeServerName(tx))
                .invoke(name -> Care.rename(machine, name, server.rack()))
                .replaceWithVoid();
    }

    /** Puts the tree's GPUs into the machine; answers how the server differs from what is expected. */
    private static List<Difference> apply(
            Machine machine,
            Reading reading,
            Catalogue catalogue,
            GpuMerge merge,
            List<String> names,
            @Nullable Integer baseline) {
        var tree = reading.tree();
        long broken = machine.gpus().stream()
                .filter(gpu -> gpu.state() == GpuState.FAULTY || gpu.state() == GpuState.RMA)
                .filter(gpu -> !gpu.present() || merge.missing().contains(gpu))
                .count();
        merge.seen()
                .forEach(pair -> Care.seen(
                        machine,
                        pair.known(),
                        Told.health(pair.told().health()),
                        Enricher.complete(pair.told(), pair.known().facts(), catalogue)));
        for (int i = 0; i < merge.fresh().size(); i++) {
            var told = merge.fresh().get(i);
            machine.add(GpuLife.found(
                    Ids.newUuid(),
                    names.get(i),
                    machine.server().id(),
                    Told.health(told.health()),
                    Enricher.complete(told, null, catalogue),
                    machine.now()));
        }
        if (judgesAbsence(machine, tree)) {
            merge.missing().forEach(gpu -> Care.missing(machine, gpu));
        }
        return SkuCheck.differences(
                catalogue.server(text(tree.model())), baseline, machine.gpus(), broken, merge.elsewhere());
    }

    /** A BMC shows GPUs only while the host is on, some only after its start. */
    private static boolean judgesAbsence(Machine machine, HardwareTree tree) {
        return !WORKED_ON.contains(machine.server().state())
                && (tree.powerState() == null || "On".equals(tree.powerState()));
    }

    private static void conclude(
            Machine machine,
            Reading reading,
            Catalogue catalogue,
            FactsRepository.Former former,
            List<Difference> differences,
            List<NetworkStatusChanged> links) {
        var tree = reading.tree();
        String before = machine.server().conflict();
        String after = SkuCheck.summary(differences);
        Care.vitals(machine, Told.health(tree.health()), text(tree.powerState()), true, "inspection");
        Care.conflict(machine, after);
        if (reading.discovered() || !former.inspected() || !Objects.equals(before, after)) {
            var sku = catalogue.server(text(tree.model()));
            machine.tell(
                    differences.isEmpty()
                            ? new ConfigValidated("server", SkuCheck.checks(sku, former.baselineGpus()))
                            : new ConfigConflict("server", differences));
        }
        links.forEach(machine::tell);
        Qualification.inspected(machine);
    }

    private static int present(Machine machine) {
        return (int) machine.gpus().stream()
                .filter(gpu -> gpu.present() && gpu.state() != GpuState.REMOVED)
                .count();
    }

    /** What was found configured: version 1 of what has none yet. */
    private Uni<Void> observe(SqlConnection tx, Machine machine, Reading reading) {
        var server =
                observations.found(tx, "server", machine.server().id(), network(reading.tree()), "inventory-service");
        return server.chain(() -> Multi.createFrom()
                .iterable(machine.gpus().stream()
                        .filter(gpu -> gpu.present() && !gpu.facts().byHand())
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(
                        gpu -> observations.found(tx, "gpu", gpu.id(), settings(gpu), "inventory-service"))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private static JsonObject settings(GpuLife gpu) {
        return new GpuSettings(gpu.facts().powerLimit(), gpu.facts().memoryClockMhz(), Map.of()).json();
    }

    private static JsonObject network(HardwareTree tree) {
        var ports = new JsonObject();
        for (ServerEvent.Nic nic : tree.nics()) {
            String name = Told.or(text(nic.name()), text(nic.mac()));
            if (name != null) {
                var port = new JsonObject();
                if (nic.mac() != null) {
                    port.put("mac", nic.mac());
                }
                if (!nic.addresses().isEmpty()) {
                    port.put("addresses", new JsonArray(nic.addresses()));
                }
                ports.put(name.replace('.', '_'), port);
            }
        }
        return new JsonObject().put("network", ports);
    }
}
