package io.palebluedot.workflow.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server as inventory tells it; what it does not know is null.
 *
 * @param state exact life cycle state in lower case
 * @param powerState Redfish PowerState
 */
public record ServerFacts(
        String id,
        String name,
        String state,
        boolean critical,
        boolean maintenance,
        @Nullable String powerState,
        int gpuCount,
        @Nullable String hostname,
        List<Nic> nics,
        @Nullable String hostAddress,
        @Nullable String dcgmExporterUrl,
        @Nullable String nodeExporterUrl,
        @Nullable String projectId,
        @Nullable Instant inspectedAt) {

    /** One port of the host. */
    public record Nic(String mac, boolean up, List<String> addresses) {}

    /** The port it boots from: the one asked for, else the first with a link, else the first. */
    public Optional<Nic> bootNic(@Nullable String mac) {
        if (mac != null) {
            return nics.stream().filter(nic -> nic.mac().equalsIgnoreCase(mac)).findFirst();
        }
        return nics.stream().filter(Nic::up).findFirst().or(() -> nics.stream().findFirst());
    }

    public boolean poweredOn() {
        return "On".equals(powerState);
    }
}
