package io.palebluedot.alert.asset;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the picture of the fleet. */
@ApplicationScoped
public class AssetRepository {

    private static final String SERVERS =
            "select server_id, name, state, rack, project_id, in_band_at from asset_server where server_id = any($1)";
    private static final String GPUS = """
            select g.gpu_id, g.name, g.server_id, g.gpu_index, g.serial, coalesce(g.rack, s.rack) as rack, g.nvlink_domain, g.state,
                   h.allocation_id, coalesce(h.project_id, s.project_id) as project_id
            from asset_gpu g left join asset_holding h using (gpu_id) left join asset_server s on s.server_id = g.server_id
            where g.server_id = any($1) order by g.gpu_index""";
    private static final String SERVER_OF_NAME = "select server_id from asset_server where name = $1 limit 1";
    private static final String GPU_OF_NAME = "select gpu_id from asset_gpu where name = $1 limit 1";
    private static final String SERVER_OF_GPU = "select server_id from asset_gpu where gpu_id = $1";
    private static final String IN_BAND = """
            insert into asset_server as s (server_id, in_band_at) select unnest($1::text[]), now()
            on conflict (server_id) do update set in_band_at = excluded.in_band_at
            where s.in_band_at is null or s.in_band_at < now() - interval '20 seconds'""";

    private final Pool pool;

    AssetRepository(Pool pool) {
        this.pool = pool;
    }

    /** As {@link #fleet(SqlClient, Collection)}, outside a transaction. */
    public Uni<Fleet> fleet(Collection<String> serverIds) {
        return fleet(pool, serverIds);
    }

    /** The servers of these ids with their GPUs; what is not known is missing. */
    public Uni<Fleet> fleet(SqlClient client, Collection<String> serverIds) {
        var ids = Tuple.tuple().addArrayOfString(serverIds.toArray(String[]::new));
        return servers(client, ids).chain(servers -> gpus(client, ids).map(gpus -> new Fleet(servers, gpus)));
    }

    private static Uni<Map<String, ServerAsset>> servers(SqlClient client, Tuple ids) {
        return client.preparedQuery(SERVERS).execute(ids).map(rows -> {
            Map<String, ServerAsset> servers = new HashMap<>();
            for (Row row : rows) {
                var inBandAt = row.getOffsetDateTime("in_band_at");
                servers.put(
                        row.getString("server_id"),
                        new ServerAsset(
                                row.getString("server_id"),
                                row.getString("name"),
                                row.getString("state"),
                                row.getString("rack"),
                                row.getString("project_id"),
                                inBandAt == null ? null : inBandAt.toInstant()));
            }
            return servers;
        });
    }

    private static Uni<Map<String, List<GpuAsset>>> gpus(SqlClient client, Tuple ids) {
        return client.preparedQuery(GPUS).execute(ids).map(rows -> {
            Map<String, List<GpuAsset>> gpus = new HashMap<>();
            for (Row row : rows) {
                gpus.computeIfAbsent(row.getString("server_id"), s -> new ArrayList<>())
                        .add(gpu(row));
            }
            return gpus;
        });
    }

    private static GpuAsset gpu(Row row) {
        return new GpuAsset(
                row.getString("gpu_id"),
                row.getString("name"),
                row.getString("server_id"),
                row.getInteger("gpu_index"),
                row.getString("serial"),
                row.getString("rack"),
                row.getString("nvlink_domain"),
                row.getString("state"),
                row.getString("allocation_id"),
                row.getString("project_id"));
    }

    /** Remembers that these servers' own systems sent samples just now. */
    public Uni<Void> sawInBand(SqlClient client, Collection<String> serverIds) {
        return serverIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(IN_BAND)
                        .execute(Tuple.tuple()
                                .addArrayOfString(
                                        serverIds.stream().sorted().distinct().toArray(String[]::new)))
                        .replaceWithVoid();
    }

    /** The id of the server that a caller means by id or name; an empty reference stays empty, an unknown name fails with INVALID_INPUT. */
    public Uni<String> serverId(String ref) {
        return resolve(SERVER_OF_NAME, ref, "server_id");
    }

    /** As {@link #serverId}, of a GPU. */
    public Uni<String> gpuId(String ref) {
        return resolve(GPU_OF_NAME, ref, "gpu_id");
    }

    /** The server that a GPU is in; empty when it is not known. */
    public Uni<String> serverOfGpu(String gpuId) {
        return pool.preparedQuery(SERVER_OF_GPU)
                .execute(Tuple.of(gpuId))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0));
    }

    private Uni<String> resolve(String query, String ref, String field) {
        if (ref.isEmpty() || Ids.isId(ref)) {
            return Uni.createFrom().item(ref);
        }
        return pool.preparedQuery(query).execute(Tuple.of(ref)).map(rows -> {
            if (rows.size() == 0) {
                throw Failures.invalid(field, "names nothing that is known");
            }
            return rows.iterator().next().getString(0);
        });
    }
}
