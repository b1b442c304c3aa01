package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.wire.Command;

/** Where a BMC keeps its sensor records: in the repository (IPMI 2.0 section 33), or in the device (35.2 to 35.4). */
enum SdrPlace {
    REPOSITORY(Command.STORAGE, 0x20, 0x22, 0x23),
    DEVICE(Command.SENSOR, 0x20, 0x22, 0x21);

    private final int netFn;
    private final int info;
    private final int reserve;
    private final int get;

    SdrPlace(int netFn, int info, int reserve, int get) {
        this.netFn = netFn;
        this.info = info;
        this.reserve = reserve;
        this.get = get;
    }

    static SdrPlace of(DeviceId device) {
        return device.deviceSdrs() && !device.sdrRepository() ? DEVICE : REPOSITORY;
    }

    Command info() {
        return Command.of(netFn, info);
    }

    Command reserve() {
        return Command.of(netFn, reserve);
    }

    Command get(int reservation, int record, int offset, int count) {
        return Command.of(netFn, get, reservation, reservation >> 8, record, record >> 8, offset, count);
    }
}
