package io.palebluedot.simulator.machine;

/** What a GPU's sensors read at one moment; temperatures in °C, memory in MiB, clocks in MHz. */
public record GpuReading(
        int celsius,
        int memoryCelsius,
        double watts,
        int utilizationPercent,
        int bandwidthPercent,
        int memoryUsedMib,
        int memoryFreeMib,
        int memoryReservedMib,
        int smClockMhz,
        int memoryClockMhz) {}
