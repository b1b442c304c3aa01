package io.palebluedot.alert.asset;

import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.HeldGpu;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.events.jetstream.EventBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Builds the picture of the fleet from what inventory and allocation tell. */
@ApplicationScoped
public class AssetEventHandler {

    private static final String GPU = """
            insert into asset_gpu as g (gpu_id, name, server_id, gpu_index, serial, rack, nvlink_domain, state, sequence)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (gpu_id) do update set name = excluded.name, server_id = excluded.server_id, gpu_index = excluded.gpu_index,
                serial = excluded.serial, rack = excluded.rack, nvlink_domain = excluded.nvlink_domain, state = excluded.state,
                sequence = excluded.sequence
            where g.sequence < excluded.sequence""";
    private static final String SERVER = """
            insert into asset_server as s (server_id, name, state, rack, project_id, sequence) values ($1, $2, $3, $4, $5, $6)
            on conflict (server_id) do update set name = excluded.name, state = excluded.state, rack = excluded.rack,
                project_id = excluded.project_id, sequence = excluded.sequence
            where s.sequence < excluded.sequence""";
    private static final String HOLD = """
            insert into asset_holding (gpu_id, allocation_id, project_id) select unnest($1::text[]), $2, $3
            on conflict (gpu_id) do update set allocation_id = excluded.allocation_id, project_id = excluded.project_id""";
    private static final String LET_GO = "delete from asset_holding where allocation_id = $1";
    private static final String LET_ONE_GO = "delete from asset_holding where allocation_id = $1 and gpu_id = $2";

    private final Inbox inbox;

    AssetEventHandler(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("gpu-assets")
    Uni<Void> gpus(EventBatch batch) {
        return inbox.onceEach("alert-gpu-assets", batch.events(), AssetEventHandler::each);
    }

    @Incoming("server-assets")
    Uni<Void> servers(EventBatch batch) {
        return inbox.onceEach("alert-server-assets", batch.events(), AssetEventHandler::each);
    }

    @Incoming("allocation-assets")
    Uni<Void> allocations(EventBatch batch) {
        return inbox.onceEach("alert-allocation-assets", batch.events(), AssetEventHandler::each);
    }

    private static Uni<Void> each(SqlConnection tx, List<PbdEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> take(tx, event))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> take(SqlConnection tx, PbdEvent event) {
        return switch (event.data()) {
            case GpuStatusChanged gpu -> gpu(tx, event, gpu);
            case ServerStateChanged server -> server(tx, event, server);
            case AllocationEvent.AllocationReserved held -> hold(tx, event.subject(), held.projectId(), held.gpus());
            case AllocationEvent.AllocationActivated held -> hold(tx, event.subject(), held.projectId(), held.gpus());
            case AllocationEvent.AllocationGpuReplaced swap ->
                run(tx, LET_ONE_GO, Tuple.of(event.subject(), swap.removed().gpuId()))
                        .chain(() -> hold(tx, event.subject(), swap.projectId(), List.of(swap.added())));
            case AllocationEvent.AllocationReleasing ignored -> run(tx, LET_GO, Tuple.of(event.subject()));
            case AllocationEvent.AllocationReleased ignored -> run(tx, LET_GO, Tuple.of(event.subject()));
            case AllocationEvent.AllocationEnded ignored -> run(tx, LET_GO, Tuple.of(event.subject()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<Void> gpu(SqlConnection tx, PbdEvent event, GpuStatusChanged gpu) {
        return run(
                tx,
                GPU,
                Tuple.tuple()
                        .addString(event.subject())
                        .addString(gpu.name())
                        .addString(gpu.serverId())
                        .addInteger(gpu.index())
                        .addString(gpu.serial())
                        .addString(gpu.rack())
                        .addString(gpu.nvlinkDomain())
                        .addString(gpu.to())
                        .addLong(event.sequence()));
    }

    private static Uni<Void> server(SqlConnection tx, PbdEvent event, ServerStateChanged server) {
        return run(
                tx,
                SERVER,
                Tuple.tuple()
                        .addString(event.subject())
                        .addString(server.name())
                        .addString(server.to())
                        .addString(server.rack())
                        .addString(server.projectId())
                        .addLong(event.sequence()));
    }

    private static Uni<Void> hold(SqlConnection tx, String allocationId, String projectId, List<HeldGpu> gpus) {
        var ids = gpus.stream().map(HeldGpu::gpuId).distinct().toArray(String[]::new);
        return run(
                tx,
                HOLD,
                Tuple.tuple().addArrayOfString(ids).addString(allocationId).addString(projectId));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
