package io.palebluedot.simulator.machine;

/** What a GPU has summed up: energy in J, time in s below its clock because of power, and because of heat. */
public record GpuCounters(double energyJoules, double throttledSeconds, double hotSeconds, GpuErrors errors) {}
