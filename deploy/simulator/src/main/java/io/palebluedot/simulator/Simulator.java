package io.palebluedot.simulator;

import io.palebluedot.simulator.tinkerbell.WorkflowWords;
import io.palebluedot.simulator.tree.Models;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: builds a rack, says where it listens, and runs until it is told to stop. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "A rack of simulated GPU servers: Redfish BMCs, exporters, a Kubernetes API with Tinkerbell.")
public final class Simulator implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--servers", defaultValue = "4", description = "Number of servers.")
    private int servers;

    @Option(
            names = "--model",
            description = "Built-in model, capture archive or capture folder; repeat for a mixed rack."
                    + " Default: hgx-h200 and smc-h100 in turn.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--first-index", defaultValue = "1", description = "Index of the first server.")
    private int firstIndex;

    @Option(
            names = "--network",
            defaultValue = "20",
            description = "Second octet of the BMC addresses (127.N.h.l); hosts are in 127.N+1.")
    private int network;

    @Option(names = "--bmc-port", defaultValue = "8000", description = "Port of every BMC.")
    private int bmcPort;

    @Option(names = "--ipmi-port", defaultValue = "6230", description = "UDP port of every BMC for IPMI; 0 for none.")
    private int ipmiPort;

    @Option(names = "--switches", defaultValue = "0", description = "Number of leaf switches with gNMI.")
    private int switches;

    @Option(names = "--gnmi-port", defaultValue = "9339", description = "Port of every switch for gNMI.")
    private int gnmiPort;

    @Option(names = "--control-port", defaultValue = "19000", description = "Port of the control API.")
    private int controlPort;

    @Option(names = "--kubernetes-port", defaultValue = "19001", description = "Port of the Kubernetes API.")
    private int kubernetesPort;

    @Option(names = "--dcgm-port", defaultValue = "9400", description = "Port of every dcgm-exporter.")
    private int dcgmPort;

    @Option(names = "--node-port", defaultValue = "9100", description = "Port of every node_exporter.")
    private int nodePort;

    @Option(names = "--install-seconds", defaultValue = "3", description = "Length of a workflow's actions in sum.")
    private double installSeconds;

    @Option(names = "--speed", defaultValue = "1", description = "Factor on every simulated duration.")
    private double speed;

    @Option(names = "--bmc-user", defaultValue = "admin", description = "User of the BMCs' account.")
    private String user = "admin";

    @Option(names = "--bmc-password", defaultValue = "pbd-sim-bmc", description = "Its password.")
    private String password = "pbd-sim-bmc";

    @Option(names = "--powered-off", description = "Servers are off at the start.")
    private boolean poweredOff;

    @Option(names = "--installed", description = "Servers have a system on their disk at the start.")
    private boolean installed;

    @Option(
            names = "--workflow-words",
            defaultValue = "TINK",
            description = "Workflow states: TINK (STATE_SUCCESS) or TINKERBELL (SUCCESS).")
    private WorkflowWords words = WorkflowWords.TINK;

    @Option(names = "--state-dir", description = "Folder that keeps the rack over a restart.")
    private @Nullable Path stateFolder;

    /** Runs the command line. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("io.netty.noUnsafe", "true");
        System.exit(new CommandLine(new Simulator())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, result) -> {
                    line.getErr().println("simulator: " + e.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        RackOptions options = new RackOptions(
                servers,
                models.isEmpty() ? Models.BUILT_IN : models,
                firstIndex,
                network,
                bmcPort,
                ipmiPort,
                switches,
                gnmiPort,
                controlPort,
                kubernetesPort,
                dcgmPort,
                nodePort,
                Duration.ofMillis((long) (installSeconds * 1000)),
                speed,
                user,
                password,
                !poweredOff,
                installed,
                words,
                stateFolder);
        SimulatedRack rack = SimulatedRack.start(options);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            rack.close();
            stopped.countDown();
        }));
        announce(rack);
        stopped.await();
        return 0;
    }

    private void announce(SimulatedRack rack) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        int last = rack.machines().size() - 1;
        out.println("simulator ready: " + (last + 1) + " servers");
        out.println("  BMCs       " + rack.bmc(0) + " to " + rack.bmc(last) + " (user " + rack.user() + ")");
        if (ipmiPort != 0) {
            out.println("  IPMI       UDP port " + ipmiPort + " of the same addresses");
        }
        rack.switches()
                .forEach(leaf -> out.println("  switch     " + leaf.name() + " at " + leaf.address() + ":" + gnmiPort));
        out.println("  control    " + rack.control());
        out.println("  kubernetes " + rack.kubernetes());
        out.flush();
    }
}
