package io.palebluedot.simulator.machine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One GPU: limits, load, errors. Readings follow the load, with a small noise that depends on server, GPU and time
 * only. Guarded by its own monitor.
 */
public final class Gpu {

    private static final long NOISE_MILLIS = 5_000;

    private final int index;
    private final GpuModel model;
    private final int seed;
    private int powerLimitWatts;
    private int memoryClockLimitMhz;
    private int smClockLimitMhz;
    private int loadPercent;
    private int memoryPercent;
    private @Nullable Integer forcedCelsius;
    private GpuPresence presence = GpuPresence.PRESENT;
    private int lastXid;
    private GpuErrors errors = GpuErrors.NONE;
    private double energyJoules;
    private double throttledSeconds;
    private double hotSeconds;
    private long countedAt;

    Gpu(int index, GpuModel model, int seed) {
        this.index = index;
        this.model = model;
        this.seed = seed;
        this.powerLimitWatts = model.maxLimitWatts();
        this.memoryClockLimitMhz = model.memoryClockMhz();
        this.smClockLimitMhz = model.smClockMhz();
    }

    /** The exporter's {@code gpu} label. */
    public int index() {
        return index;
    }

    /** Its model. */
    public GpuModel model() {
        return model;
    }

    /** PCI address as the kernel writes it, {@code 0000:1b:00}. */
    public String pciAddress() {
        return String.format(Locale.ROOT, "0000:%02x:00", 0x1b + index * 0x11 % 0xe0);
    }

    /** Sensors at a time; counters advance to it. */
    public synchronized GpuReading read(long epochMillis) {
        int noise = Math.floorMod(mix(epochMillis / NOISE_MILLIS), 5) - 2;
        int load = Math.clamp(loadPercent + (loadPercent > 0 && loadPercent < 100 ? noise : 0), 0, 100);
        double wanted = model.idleWatts() + (model.maxLimitWatts() - model.idleWatts()) * load / 100.0;
        double watts = Math.max(1, Math.min(wanted + noise * 0.7, powerLimitWatts));
        boolean throttled = wanted > powerLimitWatts;
        int celsius = forcedCelsius != null
                ? forcedCelsius
                : (int) Math.round(31 + 39.0 * (watts - model.idleWatts()) / 700 + noise * 0.5);
        advance(epochMillis, watts, throttled, celsius);
        int reserved = model.memoryMib() / 100;
        int used = load == 0 && memoryPercent == 0 ? 4 : model.memoryMib() * memoryPercent / 100;
        used = Math.min(used, model.memoryMib() - reserved);
        int clock = load == 0 ? 345 : smClockLimitMhz;
        return new GpuReading(
                celsius,
                celsius + 6,
                Math.round(watts * 1000) / 1000.0,
                load,
                load * 6 / 10,
                used,
                model.memoryMib() - reserved - used,
                reserved,
                throttled ? (int) (clock * powerLimitWatts / wanted) : clock,
                memoryClockLimitMhz);
    }

    /** Counters at the last reading. */
    public synchronized GpuCounters counters() {
        return new GpuCounters(energyJoules, throttledSeconds, hotSeconds, errors);
    }

    /** The power limit in force, W. */
    public synchronized int powerLimitWatts() {
        return powerLimitWatts;
    }

    /** Sets the power limit; refused outside the model's range. */
    public synchronized boolean powerLimit(int watts) {
        boolean allowed = watts >= model.minLimitWatts() && watts <= model.maxLimitWatts();
        powerLimitWatts = allowed ? watts : powerLimitWatts;
        return allowed;
    }

    /** The memory clock in force, MHz. */
    public synchronized int memoryClockMhz() {
        return memoryClockLimitMhz;
    }

    /** Sets the memory clock; refused outside the model's range. */
    public synchronized boolean memoryClock(int mhz) {
        boolean allowed = mhz >= model.minMemoryClockMhz() && mhz <= model.maxMemoryClockMhz();
        memoryClockLimitMhz = allowed ? mhz : memoryClockLimitMhz;
        return allowed;
    }

    /** The highest SM clock in force, MHz. */
    public synchronized int smClockMhz() {
        return smClockLimitMhz;
    }

    /** Sets the highest SM clock; refused outside 345 to the model's clock. */
    public synchronized boolean smClock(int mhz) {
        boolean allowed = mhz >= 345 && mhz <= model.smClockMhz();
        smClockLimitMhz = allowed ? mhz : smClockLimitMhz;
        return allowed;
    }

    /** Puts a job on the GPU, in percent of compute and of memory. */
    public synchronized void load(int computePercent, int memory) {
        loadPercent = Math.clamp(computePercent, 0, 100);
        memoryPercent = Math.clamp(memory, 0, 99);
    }

    /** Reads this temperature from now on; null ends it. */
    public synchronized void forceCelsius(@Nullable Integer celsius) {
        forcedCelsius = celsius;
    }

    /** Whether it is there. */
    public synchronized GpuPresence presence() {
        return presence;
    }

    synchronized void presence(GpuPresence now) {
        presence = now;
    }

    /** The last Xid the driver reported for it, 0 for none; sticky until a reset, as in the exporter. */
    public synchronized int lastXid() {
        return lastXid;
    }

    synchronized void xid(int code) {
        lastXid = code;
    }

    /** Replaces the error counts. */
    public synchronized void errors(GpuErrors now) {
        errors = now;
    }

    /** Its error counts. */
    public synchronized GpuErrors errors() {
        return errors;
    }

    private void advance(long epochMillis, double watts, boolean throttled, int celsius) {
        double seconds = countedAt == 0 ? 0 : Math.max(0, (epochMillis - countedAt) / 1000.0);
        energyJoules += watts * seconds;
        throttledSeconds += throttled ? seconds : 0;
        hotSeconds += celsius >= 87 ? seconds : 0;
        countedAt = Math.max(countedAt, epochMillis);
    }

    private int mix(long window) {
        long value = (window * 31 + seed * 17L + index) * 0x9E3779B97F4A7C15L;
        return (int) (value >>> 40);
    }
}
