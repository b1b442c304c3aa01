package io.palebluedot.inventory.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.palebluedot.inventory.telemetry.KnownServer.KnownGpu;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Servers as telemetry needs them, remembered for some seconds. */
@ApplicationScoped
public class KnownServers {

    private static final String SERVERS =
            "select id, health, bmc_reachable from server where id = any($1) and state <> 'retired'";
    private static final String GPUS =
            "select id, server_id, idx, serial, hardware_uuid, pci_address, health, busy from gpu"
                    + " where server_id = any($1) and state <> 'removed' order by present desc, idx";

    private final Pool pool;
    private final Cache<UUID, KnownServer> cache = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    KnownServers(Pool pool) {
        this.pool = pool;
    }

    /** Those of the wanted servers that there are. */
    public Uni<Map<UUID, KnownServer>> of(Collection<UUID> wanted) {
        var known = new HashMap<UUID, KnownServer>(cache.getAllPresent(wanted));
        var missing = wanted.stream().filter(id -> !known.containsKey(id)).toArray(UUID[]::new);
        if (missing.length == 0) {
            return Uni.createFrom().item(known);
        }
        return load(missing).map(loaded -> {
            cache.putAll(loaded);
            known.putAll(loaded);
            return known;
        });
    }

    /** Forgets what changed. */
    void forget(UUID serverId) {
        cache.invalidate(serverId);
    }

    private Uni<Map<UUID, KnownServer>> load(UUID[] ids) {
        var parameter = Tuple.tuple().addArrayOfUUID(ids);
        return pool.preparedQuery(GPUS)
                .execute(parameter)
                .map(rows -> {
                    var gpus = new HashMap<UUID, List<KnownGpu>>();
                    rows.forEach(row -> gpus.computeIfAbsent(row.getUUID("server_id"), id -> new ArrayList<>())
                            .add(gpu(row)));
                    return gpus;
                })
                .chain(gpus -> pool.preparedQuery(SERVERS).execute(parameter).map(rows -> {
                    var servers = new HashMap<UUID, KnownServer>();
                    for (Row row : rows) {
                        var id = row.getUUID("id");
                        servers.put(
                                id,
                                new KnownServer(
                                        id,
                                        row.getString("health"),
                                        row.getBoolean("bmc_reachable"),
                                        gpus.getOrDefault(id, new ArrayList<>())));
                    }
                    return servers;
                }));
    }

    private static KnownGpu gpu(Row row) {
        return new KnownGpu(
                row.getUUID("id"),
                row.getInteger("idx"),
                row.getString("serial"),
                row.getString("hardware_uuid"),
                row.getString("pci_address"),
                row.getString("health"),
                row.getBoolean("busy"));
    }
}
