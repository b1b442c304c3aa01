package io.palebluedot.inventory.server;

import io.palebluedot.inventory.asset.Labels;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import io.palebluedot.proto.inventory.v1.Place;
import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of a server that people fill: place, labels, addresses. */
@ApplicationScoped
class ServerColumns {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String SET = "update server set"
            + " site = coalesce($2, site), room = coalesce($3, room), rack = coalesce($4, rack),"
            + " rack_unit = coalesce($5, rack_unit), pdu_feed = coalesce($6, pdu_feed),"
            + " leaf_switch = coalesce($7, leaf_switch), labels = coalesce($8, labels),"
            + " bmc_address = coalesce($9, bmc_address), dcgm_exporter_url = coalesce($10, dcgm_exporter_url),"
            + " node_exporter_url = coalesce($11, node_exporter_url), version = version + 1, updated_at = now()"
            + " where id = $1";

    /** Which of them a request gives; null leaves the former value. */
    Uni<Void> update(SqlConnection tx, UUID id, UpdateServerRequest request) {
        return set(
                tx,
                id,
                request.hasPlace() ? request.getPlace() : null,
                request.getSetLabels() ? Labels.json(request.getLabelsMap()) : null,
                request.hasBmcAddress() ? request.getBmcAddress() : null,
                request.hasDcgmExporterUrl() ? request.getDcgmExporterUrl() : null,
                request.hasNodeExporterUrl() ? request.getNodeExporterUrl() : null);
    }

    Uni<Void> given(SqlConnection tx, UUID id, CreateServerRequest request) {
        return set(
                tx,
                id,
                request.getPlace(),
                Labels.json(request.getLabelsMap()),
                request.getBmcAddress(),
                request.getDcgmExporterUrl().isEmpty() ? null : request.getDcgmExporterUrl(),
                request.getNodeExporterUrl().isEmpty() ? null : request.getNodeExporterUrl());
    }

    /** What the server has now is what it is expected to have from now on. */
    Uni<Void> baseline(SqlConnection tx, UUID id) {
        return tx.preparedQuery(
                        "update server set baseline_gpus = (select count(*) from gpu where server_id = $1 and present"
                                + " and state <> 'removed') where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    Uni<Optional<String>> model(SqlConnection tx, UUID id) {
        return tx.preparedQuery("select model from server where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString(0)));
    }

    /** The address is free for another server. */
    Uni<Void> forgetAddress(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update server set bmc_address = null where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private static Uni<Void> set(
            SqlConnection tx,
            UUID id,
            @Nullable Place place,
            @Nullable JsonObject labels,
            @Nullable String bmcAddress,
            @Nullable String dcgm,
            @Nullable String node) {
        return tx.preparedQuery(SET)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(place == null ? null : place.getSite())
                        .addString(place == null ? null : place.getRoom())
                        .addString(place == null ? null : place.getRack())
                        .addInteger(place == null ? null : (Integer) place.getRackUnit())
                        .addString(place == null ? null : place.getPduFeed())
                        .addString(place == null ? null : place.getLeafSwitch())
                        .addJsonObject(labels)
                        .addString(bmcAddress)
                        .addString(dcgm)
                        .addString(node))
                .replaceWithVoid();
    }

    static boolean taken(Throwable failure) {
        return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
    }

    static Throwable alreadyExists(Throwable failure) {
        String constraint = failure instanceof PgException pg ? String.valueOf(pg.getConstraint()) : "";
        return switch (constraint) {
            case "server_name" -> Failures.alreadyExists("name", "another server has this name");
            case "server_bmc_address" -> Failures.alreadyExists("bmc_address", "another server has this BMC address");
            default -> failure;
        };
    }
}
