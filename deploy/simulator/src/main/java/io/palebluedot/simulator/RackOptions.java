package io.palebluedot.simulator;

import io.palebluedot.simulator.tinkerbell.WorkflowWords;
import io.palebluedot.simulator.tree.Models;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a rack is built; {@link #standard()} has the defaults of the command line.
 *
 * @param models built-in names, archives or folders; the servers take turns
 * @param firstIndex index of the first server, from 1
 * @param network second octet of the BMC addresses; hosts are in the next network
 * @param ipmiPort UDP port of every BMC for IPMI; 0 for BMCs without it
 * @param switches number of leaf switches, which share the servers evenly
 * @param gnmiPort port of every switch for gNMI
 * @param controlPort 0 takes a free port
 * @param kubernetesPort 0 takes a free port
 * @param installTime how long an installation takes in sum of its actions
 * @param speed factor on every simulated duration
 * @param powered whether servers are on when the rack starts
 * @param installed whether servers have a system on their disk when the rack starts
 * @param stateFolder where the rack is kept over a restart, or null
 */
public record RackOptions(
        int servers,
        List<String> models,
        int firstIndex,
        int network,
        int bmcPort,
        int ipmiPort,
        int switches,
        int gnmiPort,
        int controlPort,
        int kubernetesPort,
        int dcgmPort,
        int nodePort,
        Duration installTime,
        double speed,
        String user,
        String password,
        boolean powered,
        boolean installed,
        WorkflowWords workflowWords,
        @Nullable Path stateFolder) {

    private static final int MOST_SWITCHES = 250;

    /** Refuses what cannot be built. */
    public RackOptions {
        if (servers < 1 || firstIndex < 1 || firstIndex + servers > 65_000) {
            throw new IllegalArgumentException("servers must be 1 or more, with indexes 1 to 65000");
        }
        if (network < 1 || network > 253) {
            throw new IllegalArgumentException("network must be 1 to 253, not " + network);
        }
        if (switches < 0 || switches > MOST_SWITCHES) {
            throw new IllegalArgumentException("switches must be 0 to " + MOST_SWITCHES + ", not " + switches);
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("at least one model is needed");
        }
        models = List.copyOf(models);
    }

    /** Four servers, the two built-in models in turn, the ports of the local stack. */
    public static RackOptions standard() {
        return new RackOptions(
                4,
                Models.BUILT_IN,
                1,
                20,
                8000,
                6230,
                0,
                9339,
                19000,
                19001,
                9400,
                9100,
                Duration.ofSeconds(3),
                1,
                "admin",
                "pbd-sim-bmc",
                true,
                false,
                WorkflowWords.TINK,
                null);
    }
}
