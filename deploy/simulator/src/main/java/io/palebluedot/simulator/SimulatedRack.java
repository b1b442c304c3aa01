package io.palebluedot.simulator;

import io.palebluedot.simulator.control.ControlApi;
import io.palebluedot.simulator.control.ControlServer;
import io.palebluedot.simulator.exporter.HostExporters;
import io.palebluedot.simulator.gnmi.Switch;
import io.palebluedot.simulator.gnmi.SwitchServers;
import io.palebluedot.simulator.ipmi.IpmiServers;
import io.palebluedot.simulator.kubernetes.KubernetesServer;
import io.palebluedot.simulator.kubernetes.ObjectStore;
import io.palebluedot.simulator.machine.Identity;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Timeline;
import io.palebluedot.simulator.redfish.RedfishServer;
import io.palebluedot.simulator.state.StateFile;
import io.palebluedot.simulator.tinkerbell.Controller;
import io.palebluedot.simulator.tree.Models;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A rack of simulated servers with its Kubernetes API and control API, listening until it is closed. For the command
 * line and for tests in the same process alike.
 */
public final class SimulatedRack implements AutoCloseable {

    private final RackOptions options;
    private final Vertx vertx;
    private final Timeline timeline;
    private final List<Machine> machines;
    private final List<Switch> switches;
    private final SwitchServers gnmi;
    private final ObjectStore store = new ObjectStore();
    private final KubernetesServer kubernetes;
    private final ControlServer control;
    private final @Nullable StateFile stateFile;

    private SimulatedRack(RackOptions options) {
        this.options = options;
        this.timeline = new Timeline(options.speed());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setAddressResolverOptions(new AddressResolverOptions().setServers(List.of("127.0.0.1")))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.machines = machines(options, timeline);
        this.kubernetes = new KubernetesServer(vertx, store);
        this.switches = switches(options, machines, timeline);
        this.gnmi = new SwitchServers(options.user(), options.password());
        this.control = new ControlServer(vertx, new ControlApi(machines, switches, options.bmcPort()));
        this.stateFile = options.stateFolder() == null ? null : new StateFile(options.stateFolder(), machines, store);
    }

    /** A builder with the command line's defaults. */
    public static RackBuilder builder() {
        return new RackBuilder();
    }

    /**
     * Builds a rack and waits until it listens.
     *
     * @throws IllegalStateException when an address is taken or a model cannot be read
     */
    public static SimulatedRack start(RackOptions options) {
        SimulatedRack rack = new SimulatedRack(options);
        try {
            rack.begin();
            return rack;
        } catch (RuntimeException e) {
            rack.close();
            throw e;
        }
    }

    private void begin() {
        new Controller(store, machines, timeline, options.installTime(), options.workflowWords()).start();
        List<Future<?>> listening = new ArrayList<>();
        for (Machine machine : machines) {
            String address = machine.identity().bmcAddress();
            listening.add(named(
                    address + ":" + options.bmcPort(),
                    new RedfishServer(vertx, machine, options.user(), options.password())
                            .listen(address, options.bmcPort())));
            new HostExporters(vertx, machine, options.dcgmPort(), options.nodePort());
        }
        listening.add(named("127.0.0.1:" + options.kubernetesPort(), kubernetes.listen(options.kubernetesPort())));
        listening.add(named("127.0.0.1:" + options.controlPort(), control.listen(options.controlPort())));
        await(Future.all(listening));
        if (options.ipmiPort() != 0) {
            await(Future.all(ipmiPorts()));
        }
        switches.forEach(leaf -> gnmi.listen(leaf, options.gnmiPort()));
        machines.forEach(machine -> machine.begin(options.powered(), options.installed() ? "preinstalled" : null));
        if (stateFile != null) {
            stateFile.load();
            stateFile.follow();
        }
    }

    private List<Future<?>> ipmiPorts() {
        IpmiServers servers = new IpmiServers(vertx, options.user(), options.password());
        List<Future<?>> listening = new ArrayList<>();
        for (Machine machine : machines) {
            String address = machine.identity().bmcAddress();
            listening.add(
                    named(address + ":" + options.ipmiPort(), servers.listen(machine, address, options.ipmiPort())));
        }
        return listening;
    }

    private static Future<?> named(String address, Future<?> listening) {
        return listening.recover(e -> Future.failedFuture(
                new IllegalStateException("cannot listen on " + address + ": " + e.getMessage(), e)));
    }

    private static List<Machine> machines(RackOptions options, Timeline timeline) {
        Models models = new Models();
        Map<String, Integer> copies = new HashMap<>();
        List<Machine> built = new ArrayList<>();
        for (int i = 0; i < options.servers(); i++) {
            String model = options.models().get(i % options.models().size());
            int copy = copies.merge(model, 1, Integer::sum) - 1;
            Identity identity = new Identity(options.firstIndex() + i, options.network(), copy);
            built.add(new Machine(identity, models.find(model), timeline));
        }
        return List.copyOf(built);
    }

    /** The servers share the switches evenly, neighbours on the same one. */
    private static List<Switch> switches(RackOptions options, List<Machine> machines, Timeline timeline) {
        List<Switch> built = new ArrayList<>();
        int count = options.switches();
        for (int i = 0; i < count; i++) {
            List<Machine> here = machines.subList(i * machines.size() / count, (i + 1) * machines.size() / count);
            built.add(new Switch(i + 1, "127." + options.network() + ".254." + (i + 1), here, timeline));
        }
        return List.copyOf(built);
    }

    /** The leaf switches in order. */
    public List<Switch> switches() {
        return switches;
    }

    /** The servers in order. */
    public List<Machine> machines() {
        return machines;
    }

    /** The server at a position from 0. */
    public Machine machine(int position) {
        return machines.get(position);
    }

    /** Where a server's BMC answers, by position from 0. */
    public URI bmc(int position) {
        return URI.create("http://" + machine(position).identity().bmcAddress() + ":" + options.bmcPort());
    }

    /** Where the control API answers. */
    public URI control() {
        return URI.create("http://127.0.0.1:" + control.port());
    }

    /** Where the Kubernetes API answers; the value for TINKERBELL_URL. */
    public URI kubernetes() {
        return URI.create("http://127.0.0.1:" + kubernetes.port());
    }

    /** The BMC account's user. */
    public String user() {
        return options.user();
    }

    /** The BMC account's password. */
    public String password() {
        return options.password();
    }

    /** Tinkerbell's objects, for tests that look at them without a client. */
    public ObjectStore objects() {
        return store;
    }

    @Override
    public void close() {
        if (stateFile != null) {
            stateFile.saveIfChanged();
        }
        timeline.close();
        gnmi.close();
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the rack did not start within 60 s", e);
        }
    }
}
