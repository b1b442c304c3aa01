package io.palebluedot.simulator.machine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.tree.ServerLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One simulated server. Power and boot move on the rack's timeline; every later order cancels the steps of the one
 * before. Safe for concurrent use; listeners hear of every change after it happened, outside the monitor.
 */
public final class Machine {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration CUT = Duration.ofMillis(300);

    private final Identity identity;
    private final ServerLayout layout;
    private final Timeline timeline;
    private final List<Gpu> gpus;
    private final FaultBoard faults = new FaultBoard();
    private final Traffic traffic = new Traffic();
    private final Settings settings = new Settings();
    private final Logbook log;
    private final List<Consumer<Machine>> listeners = new CopyOnWriteArrayList<>();
    private volatile NetbootServer netboot = machine -> false;

    private PowerState power = PowerState.OFF;
    private HostState host = HostState.DOWN;
    private BootOverride boot;
    private @Nullable String system;
    private @Nullable Instant lastReset;
    private int order;

    /** A server that is off, with an empty disk. */
    public Machine(Identity identity, ServerLayout layout, Timeline timeline) {
        this.identity = identity;
        this.layout = layout;
        this.timeline = timeline;
        this.log = new Logbook(timeline.now());
        this.boot = capturedBoot(layout);
        this.gpus = layout.gpus().stream()
                .map(slot -> new Gpu(
                        slot.index(), GpuModel.of(Objects.requireNonNullElse(slot.model(), "GPU")), identity.index()))
                .toList();
    }

    private static BootOverride capturedBoot(ServerLayout layout) {
        ObjectNode host = Objects.requireNonNull(layout.tree().get(layout.hostSystem()));
        var captured = host.path("Boot");
        return new BootOverride(
                captured.path("BootSourceOverrideTarget").asText("None"),
                captured.path("BootSourceOverrideEnabled").asText("Disabled"),
                captured.path("BootSourceOverrideMode").asText("UEFI"));
    }

    /** Who it is. */
    public Identity identity() {
        return identity;
    }

    /** What its tree says. */
    public ServerLayout layout() {
        return layout;
    }

    /** Its GPUs by index. */
    public List<Gpu> gpus() {
        return gpus;
    }

    /** How its BMC was asked. */
    public Traffic traffic() {
        return traffic;
    }

    /** Its active faults. */
    public FaultBoard faults() {
        return faults;
    }

    /** What was changed on it. */
    public Settings settings() {
        return settings;
    }

    /** Its logs. */
    public Logbook log() {
        return log;
    }

    /** The clock it lives by. */
    public Timeline timeline() {
        return timeline;
    }

    /** Who answers its network boot from now on. */
    public void netboot(NetbootServer server) {
        netboot = server;
    }

    /** Calls back after every change. */
    public void onChange(Consumer<Machine> listener) {
        listeners.add(listener);
    }

    /** Tells the listeners that something beside power and boot has changed. */
    public void changed() {
        listeners.forEach(listener -> listener.accept(this));
    }

    /** Power as the BMC reads it. */
    public synchronized PowerState power() {
        return power;
    }

    /** How far the host is. */
    public synchronized HostState host() {
        return host;
    }

    /** The boot override. */
    public synchronized BootOverride boot() {
        return boot;
    }

    /** The installed system's name, or null on an empty disk. */
    public synchronized @Nullable String system() {
        return system;
    }

    /** Sets the boot override. */
    public void boot(BootOverride override) {
        synchronized (this) {
            boot = override;
        }
        changed();
    }

    /** Puts a system on the disk, or wipes it when null. */
    public void install(@Nullable String name) {
        synchronized (this) {
            system = name;
        }
        changed();
    }

    /** Obeys a reset; false when the server's state does not allow it. Returns at once, the change takes its time. */
    public boolean reset(ResetType type) {
        boolean off = power() == PowerState.OFF;
        switch (type) {
            case ON, FORCE_ON -> {
                if (off) {
                    turnOn();
                }
            }
            case FORCE_OFF -> turnOff(CUT);
            case GRACEFUL_SHUTDOWN -> {
                if (!off && !faults.has(FaultKind.SHUTDOWN_HANGS)) {
                    turnOff(STEP);
                }
            }
            case GRACEFUL_RESTART, FORCE_RESTART -> {
                if (off) {
                    return false;
                }
                if (type == ResetType.FORCE_RESTART || !faults.has(FaultKind.SHUTDOWN_HANGS)) {
                    restart();
                }
            }
            case POWER_CYCLE -> {
                turnOff(CUT);
                int cycle = currentOrder();
                timeline.after(STEP, () -> ifCurrent(cycle, this::turnOn));
            }
            case NMI -> {
                if (off) {
                    return false;
                }
                log.kernel(timeline.now(), "NMI: IOCK error (debug interrupt?) for reason 71 on CPU 0.");
            }
        }
        return true;
    }

    /** A person pulls the plug: off at once, or back on as the BMC's restore policy says (always on). */
    public void plug(boolean in) {
        if (in) {
            turnOn();
        } else {
            move(PowerState.OFF, HostState.DOWN);
            log.event(timeline.now(), "Critical", "AC power lost");
        }
    }

    /** Starts again through the firmware, as the installer's reboot does. */
    public void restart() {
        int current = move(PowerState.ON, HostState.FIRMWARE);
        noteReset();
        timeline.after(STEP, () -> ifCurrent(current, () -> bootDevice(current)));
    }

    /** Starts the installed system from the installer without a reset. */
    public void kexec() {
        startSystem(move(PowerState.ON, HostState.SYSTEM_STARTING));
    }

    /** Whether its system answers in-band. */
    public boolean systemRunning() {
        return host() == HostState.SYSTEM_RUNNING;
    }

    /** Records an Xid in the kernel log and in the GPU's last-value register. */
    public void xid(int gpu, int code, String text) {
        Gpu hit = gpus.get(gpu);
        hit.xid(code);
        log.kernel(timeline.now(), "NVRM: Xid (PCI:" + hit.pciAddress() + "): " + code + ", " + text);
        changed();
    }

    /** Takes a GPU away or brings it back, and writes the event log. */
    public void presence(int gpu, GpuPresence now) {
        gpus.get(gpu).presence(now);
        boolean back = now == GpuPresence.PRESENT;
        if (back) {
            gpus.get(gpu).xid(0);
        }
        String name = layout.gpus().get(gpu).id();
        log.event(timeline.now(), back ? "OK" : "Critical", name + (back ? " is present" : " is not responding"));
        changed();
    }

    /** The worst health of its parts: a missing GPU or a bad module is Critical, a failed fan or supply leaves redundancy: Warning. */
    public String health() {
        boolean gpuMissing = gpus.stream().anyMatch(gpu -> gpu.presence() != GpuPresence.PRESENT);
        if (gpuMissing || faults.has(FaultKind.DIMM)) {
            return "Critical";
        }
        return faults.has(FaultKind.FAN) || faults.has(FaultKind.PSU) ? "Warning" : "OK";
    }

    /** What the server draws, W. */
    public double watts() {
        if (power() == PowerState.OFF) {
            return 38;
        }
        long now = timeline.now().toEpochMilli();
        double drawn = gpus.stream()
                .filter(gpu -> gpu.presence() == GpuPresence.PRESENT)
                .mapToDouble(gpu -> gpu.read(now).watts())
                .sum();
        return Math.round(drawn + 1_150);
    }

    /** What outlives the process. */
    public synchronized MachineState state() {
        List<MachineState.GpuSetting> limits = gpus.stream()
                .map(gpu -> new MachineState.GpuSetting(gpu.powerLimitWatts(), gpu.memoryClockMhz(), gpu.smClockMhz()))
                .toList();
        return new MachineState(
                identity.serial("system"),
                power,
                host,
                system,
                boot,
                limits,
                settings.bios(),
                settings.pendingBios(),
                settings.firmware(),
                settings.properties());
    }

    /** Goes on from a remembered state; one that belongs to another make of server is ignored. */
    public void restore(MachineState state) {
        if (!state.serial().equals(identity.serial("system")) || state.gpus().size() != gpus.size()) {
            return;
        }
        for (int i = 0; i < gpus.size(); i++) {
            gpus.get(i).powerLimit(state.gpus().get(i).powerLimitWatts());
            gpus.get(i).memoryClock(state.gpus().get(i).memoryClockMhz());
            gpus.get(i).smClock(state.gpus().get(i).smClockMhz());
        }
        settings.restoreBios(state.bios(), state.pendingBios());
        state.firmware().forEach(settings::firmware);
        state.properties().forEach(settings::property);
        synchronized (this) {
            system = state.system();
            boot = state.boot();
        }
        boolean on = state.power() == PowerState.ON || state.power() == PowerState.POWERING_ON;
        int current = move(on ? PowerState.ON : PowerState.OFF, on ? state.host() : HostState.DOWN);
        if (on && Stream.of(HostState.FIRMWARE, HostState.SYSTEM_STARTING).anyMatch(state.host()::equals)) {
            bootDevice(current);
        }
    }

    /** Puts the server into a state without the time it takes: on or off, with or without a system. */
    public void begin(boolean on, @Nullable String installed) {
        synchronized (this) {
            system = installed;
        }
        HostState state = installed == null ? HostState.NOTHING_TO_BOOT : HostState.SYSTEM_RUNNING;
        move(on ? PowerState.ON : PowerState.OFF, on ? state : HostState.DOWN);
    }

    private void noteReset() {
        settings.applyPending();
        synchronized (this) {
            lastReset = timeline.now();
        }
    }

    /** When it was last reset or switched on; null when it has not been since the rack was started. */
    public synchronized @Nullable Instant lastReset() {
        return lastReset;
    }

    private void turnOn() {
        int current = move(PowerState.POWERING_ON, HostState.FIRMWARE);
        noteReset();
        timeline.after(
                STEP,
                () -> ifCurrent(current, () -> {
                    log.event(timeline.now(), "OK", "System power on");
                    bootDevice(move(PowerState.ON, HostState.FIRMWARE));
                }));
    }

    private void turnOff(Duration delay) {
        if (power() == PowerState.OFF) {
            return;
        }
        int current = move(PowerState.POWERING_OFF, HostState.DOWN);
        timeline.after(
                delay,
                () -> ifCurrent(current, () -> {
                    keepOrder(PowerState.OFF, HostState.DOWN);
                    log.event(timeline.now(), "OK", "System power off");
                }));
    }

    private void bootDevice(int current) {
        boolean network;
        synchronized (this) {
            network = boot.network();
            boot = boot.afterBoot();
        }
        if (network && (system() == null || netboot.hasWorkFor(this))) {
            keepOrder(PowerState.ON, HostState.NETBOOT);
        } else if (system() == null) {
            keepOrder(PowerState.ON, HostState.NOTHING_TO_BOOT);
        } else {
            startSystem(current);
        }
    }

    private void startSystem(int current) {
        keepOrder(PowerState.ON, HostState.SYSTEM_STARTING);
        timeline.after(
                STEP,
                () -> ifCurrent(current, () -> {
                    boolean up = !faults.has(FaultKind.BOOT_FAILS) && system() != null;
                    gpus.stream()
                            .filter(gpu -> gpu.presence() == GpuPresence.PRESENT)
                            .forEach(gpu -> gpu.xid(0));
                    keepOrder(PowerState.ON, up ? HostState.SYSTEM_RUNNING : HostState.NOTHING_TO_BOOT);
                }));
    }

    /** A new order: steps of older ones die. */
    private int move(PowerState nextPower, HostState nextHost) {
        int current;
        synchronized (this) {
            current = ++order;
            power = nextPower;
            host = nextHost;
        }
        changed();
        return current;
    }

    private void keepOrder(PowerState nextPower, HostState nextHost) {
        synchronized (this) {
            power = nextPower;
            host = nextHost;
        }
        changed();
    }

    private synchronized int currentOrder() {
        return order;
    }

    private void ifCurrent(int expected, Runnable step) {
        if (currentOrder() == expected) {
            step.run();
        }
    }

    /** Facts in force that a person may want to see, for the control API. */
    public Map<String, String> summary() {
        String installed = system();
        return Map.of(
                "power", power().word(),
                "host_state", host().name(),
                "system", installed == null ? "" : installed,
                "health", health());
    }
}
