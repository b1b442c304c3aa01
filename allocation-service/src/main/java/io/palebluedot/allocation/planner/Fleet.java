package io.palebluedot.allocation.planner;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The picture of the fleet that requests are planned against: facts as the database last told them plus what was handed out since. One owner at a
 * time; not safe for concurrent use.
 */
public final class Fleet {

    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<String, Server> serversByName = new HashMap<>();
    private final Map<String, Gpu> gpus = new HashMap<>();
    private final Map<String, Gpu> gpusByName = new HashMap<>();
    private final Map<String, Shelf> shelves = new TreeMap<>();
    private long version;

    /** Changes with every change of the picture. */
    public long version() {
        return version;
    }

    /** New or newer facts about a server. */
    public void put(ServerFacts facts) {
        var server = server(facts.id(), facts);
        serversByName.remove(server.facts().name(), server);
        change(server, () -> server.facts(facts));
        serversByName.put(facts.name(), server);
    }

    /** New or newer facts about a GPU; it may have moved to another server. */
    public void put(GpuFacts facts) {
        var known = gpus.get(facts.id());
        if (known != null && !known.server().facts().id().equals(facts.serverId())) {
            var former = known.server();
            change(former, () -> former.remove(known));
            gpusByName.remove(known.facts().name(), known);
            gpus.remove(facts.id());
        }
        var server = server(facts.serverId(), ServerFacts.unknown(facts.serverId()));
        change(server, () -> settle(server, facts));
    }

    /** Marks GPUs as held; a server that is not installed yet is then being installed for that allocation. */
    public void hold(String allocation, Collection<Gpu> taken) {
        for (Gpu gpu : taken) {
            var server = gpu.server();
            change(server, () -> {
                gpu.facts(gpu.facts().heldBy(allocation));
                if (!server.facts().installed()) {
                    server.facts(server.facts().deployingFor(allocation));
                }
            });
        }
    }

    /** Undoes {@link #hold} for an allocation that came to nothing. */
    public void undo(String allocation, Collection<Gpu> taken) {
        for (Gpu gpu : taken) {
            var server = gpu.server();
            change(server, () -> {
                gpu.facts(gpu.facts().heldBy(null));
                if (allocation.equals(server.facts().deployingFor())) {
                    server.facts(server.facts().deployingFor(null));
                }
            });
        }
    }

    /** By id or name. */
    public @Nullable Gpu gpu(String ref) {
        var gpu = gpus.get(ref);
        return gpu != null ? gpu : gpusByName.get(ref);
    }

    /** By id or name. */
    public @Nullable Server server(String ref) {
        var server = servers.get(ref);
        return server != null ? server : serversByName.get(ref);
    }

    public Collection<Server> servers() {
        return servers.values();
    }

    /** Shelves of models with a free GPU, the most abundant first: scarce models stay for those that ask for them. */
    List<Shelf> shelves() {
        return shelves.values().stream()
                .sorted((a, b) -> Integer.compare(b.free(), a.free()))
                .toList();
    }

    @Nullable
    Shelf shelf(String model) {
        return shelves.get(model);
    }

    private Server server(String id, ServerFacts initial) {
        return servers.computeIfAbsent(id, k -> new Server(servers.size(), initial));
    }

    private void settle(Server server, GpuFacts facts) {
        var known = gpus.get(facts.id());
        if (known == null) {
            var gpu = new Gpu(server, facts);
            gpus.put(facts.id(), gpu);
            gpusByName.put(facts.name(), gpu);
            server.add(gpu);
            return;
        }
        gpusByName.remove(known.facts().name(), known);
        gpusByName.put(facts.name(), known);
        boolean moved = known.facts().index() != facts.index();
        known.facts(facts);
        if (moved) {
            server.remove(known);
            server.add(known);
        }
    }

    /** The only way to change anything: the shelves follow. */
    private void change(Server server, Runnable change) {
        boolean whole = server.shelvedWhole();
        server.shelved().forEach((model, count) -> {
            var shelf = shelves.get(model);
            if (shelf != null) {
                shelf.take(server, count, whole);
                if (shelf.servers() == 0) {
                    shelves.remove(model);
                }
            }
        });
        change.run();
        var counts = server.freeByModel();
        // A server with several models is nobody's whole server of one model.
        boolean wholeNow = counts.size() == 1 && server.wholeFree();
        counts.forEach(
                (model, count) -> shelves.computeIfAbsent(model, Shelf::new).put(server, count, wholeNow));
        server.shelved(counts, wholeNow);
        version++;
    }
}
