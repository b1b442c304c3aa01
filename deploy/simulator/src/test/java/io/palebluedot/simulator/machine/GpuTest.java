package io.palebluedot.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GpuTest {

    private final Gpu gpu = new Gpu(0, GpuModel.of("NVIDIA H200"), 1);

    @Test
    void anIdleGpuIsCoolAndReadsTheSameAtTheSameTime() {
        GpuReading idle = gpu.read(1_000_000);
        assertThat(idle.celsius()).isBetween(28, 34);
        assertThat(idle.watts()).isBetween(70.0, 80.0);
        assertThat(idle.utilizationPercent()).isZero();
        assertThat(gpu.read(1_000_000)).isEqualTo(idle);
    }

    @Test
    void memoryAddsUp() {
        gpu.load(100, 90);
        GpuReading busy = gpu.read(1_000_000);
        assertThat(busy.memoryUsedMib() + busy.memoryFreeMib() + busy.memoryReservedMib())
                .isEqualTo(143_771);
    }

    @Test
    void aPowerLimitHoldsAndThrottlingIsCounted() {
        gpu.load(100, 50);
        assertThat(gpu.powerLimit(400)).isTrue();
        gpu.read(1_000_000);
        GpuReading later = gpu.read(1_010_000);
        assertThat(later.watts()).isEqualTo(400);
        assertThat(later.smClockMhz()).isLessThan(1980);
        assertThat(gpu.counters().throttledSeconds()).isEqualTo(10);
        assertThat(gpu.counters().energyJoules()).isEqualTo(4_000);
    }

    @Test
    void limitsOutsideTheModelsRangeAreRefused() {
        assertThat(gpu.powerLimit(199)).isFalse();
        assertThat(gpu.powerLimitWatts()).isEqualTo(700);
        assertThat(gpu.memoryClock(8001)).isFalse();
    }

    @Test
    void anUnknownModelKeepsItsName() {
        assertThat(GpuModel.of("Some GPU").name()).isEqualTo("Some GPU");
        assertThat(GpuModel.of("GB200 NVL").name()).isEqualTo("NVIDIA GB200");
        assertThat(GpuModel.of("H100 80GB HBM3").memoryMib()).isEqualTo(81_559);
    }
}
