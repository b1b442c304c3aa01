package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.advisory.BmcFirmware;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Depth;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.Turnstile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads what {@link TreePlan} wants, round by round, within limits. */
final class RedfishInventory implements InventoryReader {

    private static final int MAX_ROUNDS = 16;
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);
    private static final long BYTES_PER_TREE = 192 * 1024;
    private static final int FEWEST = 16;
    private static final int MOST = 1_024;

    private final RedfishClients clients;
    private final RedfishSystems systems;
    private final GpuPlaces places;
    private final HardwareConfig.Redfish config;
    private final Advisories advisories;
    private final Turnstile room = new Turnstile(atOnce(Runtime.getRuntime().maxMemory()), Integer.MAX_VALUE);

    RedfishInventory(
            RedfishClients clients,
            RedfishSystems systems,
            GpuPlaces places,
            HardwareConfig.Redfish config,
            Advisories advisories) {
        this.clients = clients;
        this.systems = systems;
        this.places = places;
        this.config = config;
        this.advisories = advisories;
    }

    /** Trees that may take a quarter of the heap. */
    static int atOnce(long heap) {
        return Math.clamp(heap / 4 / BYTES_PER_TREE, FEWEST, MOST);
    }

    @Override
    public Uni<HardwareTree> readInventory(Bmc bmc, Depth depth) {
        return room.pass(() -> read(bmc, depth));
    }

    private Uni<HardwareTree> read(Bmc bmc, Depth depth) {
        var client = clients.of(bmc);
        return crawl(client, new ConcurrentHashMap<>(), Depth.OVERVIEW, 0)
                .ifNoItem()
                .after(config.crawlTimeout())
                .failWith(() -> new BmcFailure(BmcFailure.Kind.TIMEOUT, "the tree was not read in time"))
                .chain(read -> depth == Depth.OVERVIEW ? Uni.createFrom().item(read) : parts(client, read))
                .map(Tree::new)
                .invoke(tree -> {
                    systems.learn(bmc, tree.host());
                    places.learn(bmc, tree);
                })
                .map(tree -> judged(
                        tree.root(), InventoryReading.of(tree, bmc.address().toString(), depth)));
    }

    /** The BMC's service may be another vendor's than the machine. */
    private HardwareTree judged(Resource root, HardwareTree facts) {
        String version = facts.bmcFirmware();
        var vendors = Stream.of(root.text("Vendor"), root.text("Product"), facts.manufacturer())
                .filter(Objects::nonNull)
                .toList();
        return version == null ? facts : facts.withFindings(advisories.about(new BmcFirmware(vendors, version)));
    }

    /** Where the parts are too many or too slow to read, what was read of the machine still counts. */
    private Uni<Map<String, JsonNode>> parts(RedfishClient client, Map<String, JsonNode> read) {
        return crawl(client, read, Depth.THOROUGH, 0)
                .ifNoItem()
                .after(config.crawlTimeout().multipliedBy(4).dividedBy(5))
                .recoverWithItem(read)
                .onFailure(BmcFailure.class)
                .recoverWithItem(read)
                .map(Map::copyOf);
    }

    private Uni<Map<String, JsonNode>> crawl(RedfishClient client, Map<String, JsonNode> read, Depth depth, int round) {
        var tree = new Tree(read);
        var missing = TreePlan.missing(tree, depth);
        String expansion = Quirks.expansion(tree.root());
        if (missing.isEmpty() || round == MAX_ROUNDS) {
            return Uni.createFrom().item(read);
        }
        if (read.size() + missing.size() > config.maxResources()) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.MALFORMED,
                            "the tree has more than " + config.maxResources() + " resources"));
        }
        return readAll(client, missing, expansion, read).chain(() -> crawl(client, read, depth, round + 1));
    }

    private static Uni<Void> readAll(
            RedfishClient client, List<TreePlan.Want> wants, String expansion, Map<String, JsonNode> into) {
        return Multi.createFrom()
                .iterable(wants)
                .onItem()
                .transformToUniAndConcatenate(
                        want -> read(client, want, expansion).invoke(r -> Expanded.into(into, want.path(), r.json())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A broken resource is one fact less; only what concerns the whole BMC ends the reading. */
    private static Uni<Resource> read(RedfishClient client, TreePlan.Want want, String expansion) {
        String path = want.path();
        if (want.members() && !expansion.isEmpty()) {
            return client.getIfPresent(path + expansion)
                    .onFailure(RedfishInventory::onlyHere)
                    .recoverWithUni(() -> read(client, want, ""));
        }
        var one = client.getIfPresent(path)
                .onFailure(RedfishFailures::isBroken)
                .recoverWithUni(() -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(SECOND_LOOK)
                        .chain(() -> client.getIfPresent(path)));
        return path.equals(Paths.ROOT)
                ? one
                : one.onFailure(RedfishInventory::onlyHere)
                        .recoverWithItem(Resource.absent(path))
                        .onFailure(RedfishFailures::isBroken)
                        .recoverWithItem(e -> new Resource(path, TextNode.valueOf(e.getMessage())));
    }

    private static boolean onlyHere(Throwable e) {
        return e instanceof BmcFailure f
                && switch (f.kind()) {
                    case MALFORMED, REFUSED, UNSUPPORTED, NOT_FOUND -> true;
                    case UNREACHABLE, TIMEOUT, UNAUTHORIZED, BUSY, INVALID, NOT_CONFIRMED -> false;
                };
    }
}
