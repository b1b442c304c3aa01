package io.palebluedot.allocation.fleet;

import io.palebluedot.allocation.planner.GpuFacts;
import io.palebluedot.allocation.planner.ServerFacts;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the fleet tables as facts for the planner, with the words that say why something is not on offer. */
final class FleetRows {

    private static final Set<String> GONE = Set.of("removed", "rma");
    private static final Set<String> OPEN = Set.of("available", "active");

    private FleetRows() {}

    static ServerFacts server(Row row) {
        String state = row.getString("state");
        var because = serverBecause(state, row.getBoolean("maintenance"), row.getValue("closed_at") != null);
        return new ServerFacts(
                row.getString("id"),
                row.getString("name"),
                row.getString("rack"),
                because == null,
                "active".equals(state),
                FleetRepository.text(row.getUUID("deploying_for")),
                because);
    }

    private static @Nullable String serverBecause(@Nullable String state, boolean maintenance, boolean closed) {
        if (state == null) {
            return "its state is not known yet";
        }
        if (maintenance) {
            return "it is in maintenance";
        }
        if (!OPEN.contains(state)) {
            return "it is " + state;
        }
        return closed ? "it was given back and is being cleaned" : null;
    }

    static GpuFacts gpu(Row row) {
        String state = row.getString("state");
        boolean told = row.getBoolean("told_allocatable");
        boolean confirmed = row.getBoolean("confirmed");
        return new GpuFacts(
                row.getString("id"),
                row.getString("name"),
                row.getString("server_id"),
                row.getInteger("index"),
                row.getString("model"),
                row.getLong("memory_bytes"),
                row.getString("nvlink_domain"),
                !GONE.contains(state),
                told && confirmed,
                FleetRepository.text(row.getUUID("held_by")),
                told && confirmed ? null : gpuBecause(row, state, told));
    }

    private static String gpuBecause(Row row, String state, boolean told) {
        if (told) {
            return "it was given back and inventory has not offered it again yet";
        }
        if (row.getBoolean("maintenance")) {
            return "it is in maintenance";
        }
        String cause = row.getString("cause");
        String words = "available".equals(state) ? "inventory does not offer it" : "it is " + state;
        return cause == null ? words : words + " (" + cause + ")";
    }
}
