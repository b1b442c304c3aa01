package io.palebluedot.workflow.server;

import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerService;
import io.palebluedot.workflow.struct.Times;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks inventory-service about servers. Fails with the gRPC status that inventory answers. */
@ApplicationScoped
public class Servers {

    private static final String STATE = "SERVER_STATE_";
    private static final String MAC = "([0-9a-f]{2}:){5}[0-9a-f]{2}";

    private final ServerService inventory;

    Servers(@GrpcClient("inventory") ServerService inventory) {
        this.inventory = inventory;
    }

    /** A server by id or name. */
    public Uni<ServerFacts> get(String ref) {
        return inventory
                .getServer(GetServerRequest.newBuilder().setRef(ref).build())
                .map(Servers::facts);
    }

    private static ServerFacts facts(Server server) {
        return new ServerFacts(
                server.getId(),
                server.getName(),
                server.getState().name().substring(STATE.length()).toLowerCase(Locale.ROOT),
                server.getHealth() == Health.HEALTH_CRITICAL,
                server.getMaintenance(),
                text(server.getPowerState()),
                server.getGpuCount(),
                text(server.getHostname()),
                nics(server),
                text(server.getHostAddress()),
                text(server.getDcgmExporterUrl()),
                text(server.getNodeExporterUrl()),
                text(server.getProjectId()),
                server.hasInspectedAt() ? Times.instant(server.getInspectedAt()) : null);
    }

    /** Ports with an Ethernet address; InfiniBand ports do not boot from Tinkerbell. */
    private static List<ServerFacts.Nic> nics(Server server) {
        return server.getNicsList().stream()
                .map(nic -> new ServerFacts.Nic(
                        nic.getMac().toLowerCase(Locale.ROOT).replace('-', ':'),
                        nic.getLink().equalsIgnoreCase("LinkUp")
                                || nic.getLink().equalsIgnoreCase("up"),
                        List.copyOf(nic.getAddressesList())))
                .filter(nic -> nic.mac().matches(MAC))
                .toList();
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
