package io.palebluedot.inventory.gpu;

import io.palebluedot.inventory.asset.Search;
import io.palebluedot.inventory.asset.Visible;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.ListGpusRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;

/** Reads GPUs. */
@ApplicationScoped
public class GpuQueries {

    private static final Listing GPUS = Listing.of(GpuWire.COLUMNS, GpuWire.FROM, "g.id::text")
            .sort("name", "g.name", "text")
            .sort("model", "coalesce(g.model, '')", "text")
            .sort("state", "g.state", "text")
            .sort("server_name", "s.name", "text")
            .sort("created_at", "g.created_at", "timestamptz")
            .sort("updated_at", "g.updated_at", "timestamptz");

    private final Pool pool;

    GpuQueries(Pool pool) {
        this.pool = pool;
    }

    /** A page of what the caller may see; removed GPUs only when asked for by that state. */
    Uni<Slice<Gpu>> list(Caller caller, ListGpusRequest request) {
        var query = GPUS.query(request.getPage());
        if (Visible.needsFilter(caller)) {
            query.where(Visible.GPUS, (Object) Visible.projects(caller));
        }
        status(query, request.getStatus());
        String server = request.getServer();
        query.whereIf(!server.isEmpty(), "(s.id::text = lower(?) or s.name = ?)", server, server)
                .whereIf(!request.getModel().isEmpty(), "g.model ilike ?", Search.anywhere(request.getModel()))
                .whereIf(!request.getQ().isBlank(), FREE_TEXT, Search.anywhere(request.getQ()));
        if (request.getHealth() != Health.HEALTH_UNSPECIFIED) {
            query.where("g.health = ?", Objects.requireNonNullElse(Wire.redfish(request.getHealth()), ""));
        }
        return query.fetch(pool, GpuWire::read);
    }

    private static final String FREE_TEXT =
            "concat_ws(' ', g.name, g.serial, g.hardware_uuid, g.model, g.pci_address, g.slot,"
                    + " g.labels::text) ilike ?";

    Uni<Gpu> get(SqlClient client, UUID id) {
        return client.preparedQuery("select " + GpuWire.COLUMNS + " from " + GpuWire.FROM + " where g.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Failures.notFound("GPU", id.toString());
                    }
                    return GpuWire.read(rows.iterator().next());
                });
    }

    /** As {@link #get(SqlClient, UUID)}, outside a transaction. */
    public Uni<Gpu> get(UUID id) {
        return get(pool, id);
    }

    private static void status(Listing.Query query, String word) {
        switch (word) {
            case "" -> query.where("g.state <> 'removed'");
            case "available" -> query.where("g.state in ('discovered', 'available')");
            case "allocated" -> query.where("(g.state = 'reserved' or (g.state = 'allocated' and not g.busy))");
            case "in_use" ->
                query.where("(g.state in ('draining', 'resetting') or (g.state = 'allocated' and g.busy))");
            case "error" -> query.where("g.state in ('faulty', 'rma')");
            default ->
                query.where(
                        "g.state = ?",
                        GpuState.ofWord(word)
                                .orElseThrow(() -> Failures.invalid(
                                        "status", "must be available, allocated, in_use, error or an exact state"))
                                .word());
        }
    }
}
