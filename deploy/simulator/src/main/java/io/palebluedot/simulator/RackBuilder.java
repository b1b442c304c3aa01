package io.palebluedot.simulator;

import io.palebluedot.simulator.tinkerbell.WorkflowWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the standard options one by one. */
public final class RackBuilder {

    private int servers = RackOptions.standard().servers();
    private List<String> models = RackOptions.standard().models();
    private int firstIndex = 1;
    private int network = RackOptions.standard().network();
    private int bmcPort = RackOptions.standard().bmcPort();
    private int ipmiPort = RackOptions.standard().ipmiPort();
    private int switches;
    private int gnmiPort = RackOptions.standard().gnmiPort();
    private int controlPort = RackOptions.standard().controlPort();
    private int kubernetesPort = RackOptions.standard().kubernetesPort();
    private Duration installTime = RackOptions.standard().installTime();
    private double speed = 1;
    private boolean powered = true;
    private boolean installed;
    private WorkflowWords workflowWords = WorkflowWords.TINK;
    private @Nullable Path stateFolder;

    RackBuilder() {}

    /** How many servers. */
    public RackBuilder servers(int count) {
        servers = count;
        return this;
    }

    /** Models that the servers take in turn. */
    public RackBuilder models(String... names) {
        models = List.of(names);
        return this;
    }

    /** Index of the first server. */
    public RackBuilder firstIndex(int index) {
        firstIndex = index;
        return this;
    }

    /** Second octet of the BMC addresses; tests take 30, 40 … beside a running demo on 20. */
    public RackBuilder network(int octet) {
        network = octet;
        return this;
    }

    /** Port of the BMCs. */
    public RackBuilder bmcPort(int port) {
        bmcPort = port;
        return this;
    }

    /** UDP port of the BMCs for IPMI; 0 for BMCs without it. */
    public RackBuilder ipmiPort(int port) {
        ipmiPort = port;
        return this;
    }

    /** Leaf switches with gNMI, and their port. */
    public RackBuilder switches(int count, int port) {
        switches = count;
        gnmiPort = port;
        return this;
    }

    /** Free ports for the control and the Kubernetes API. */
    public RackBuilder freePorts() {
        return ports(0, 0);
    }

    /** Ports of the control and the Kubernetes API; 0 takes a free one. */
    public RackBuilder ports(int control, int kubernetes) {
        controlPort = control;
        kubernetesPort = kubernetes;
        return this;
    }

    /** How long an installation takes. */
    public RackBuilder installTime(Duration duration) {
        installTime = duration;
        return this;
    }

    /** Factor on every simulated duration. */
    public RackBuilder speed(double factor) {
        speed = factor;
        return this;
    }

    /** Servers that are off at the start. */
    public RackBuilder poweredOff() {
        powered = false;
        return this;
    }

    /** Servers with a system on their disk. */
    public RackBuilder installed() {
        installed = true;
        return this;
    }

    /** Words of the Workflow states. */
    public RackBuilder workflowWords(WorkflowWords words) {
        workflowWords = words;
        return this;
    }

    /** Keeps the rack over a restart. */
    public RackBuilder stateFolder(Path folder) {
        stateFolder = folder;
        return this;
    }

    /** The options so far. */
    public RackOptions options() {
        RackOptions standard = RackOptions.standard();
        return new RackOptions(
                servers,
                models,
                firstIndex,
                network,
                bmcPort,
                ipmiPort,
                switches,
                gnmiPort,
                controlPort,
                kubernetesPort,
                standard.dcgmPort(),
                standard.nodePort(),
                installTime,
                speed,
                standard.user(),
                standard.password(),
                powered,
                installed,
                workflowWords,
                stateFolder);
    }

    /** Starts the rack; see {@link SimulatedRack#start}. */
    public SimulatedRack start() {
        return SimulatedRack.start(options());
    }
}
