package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.PowerControl;
import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Get Chassis Status and Chassis Control, IPMI 2.0 28.2 and 28.3. */
final class IpmiPower implements PowerControl {

    static final int STATUS = 0x01;
    private static final int CONTROL = 0x02;

    /** A graceful restart is the one thing that IPMI has no word for. */
    private static final Map<ResetType, Integer> CONTROLS = Map.of(
            ResetType.FORCE_OFF, 0,
            ResetType.ON, 1,
            ResetType.FORCE_ON, 1,
            ResetType.POWER_CYCLE, 2,
            ResetType.FORCE_RESTART, 3,
            ResetType.NMI, 4,
            ResetType.GRACEFUL_SHUTDOWN, 5);

    private final IpmiClients clients;

    IpmiPower(IpmiClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<PowerReading> readPower(Bmc bmc) {
        return status(clients.of(bmc)).map(s -> new PowerReading(s.power(), null, CONTROLS.keySet()));
    }

    static Uni<ChassisStatus> status(IpmiClient client) {
        return client.get(Command.CHASSIS, STATUS).map(ChassisStatus::of);
    }

    @Override
    public Uni<Void> reset(Bmc bmc, ResetType type) {
        var control = CONTROLS.get(type);
        return control == null
                ? Uni.createFrom()
                        .failure(new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "IPMI has no reset " + type.word()))
                : clients.of(bmc).get(Command.CHASSIS, CONTROL, control).replaceWithVoid();
    }
}
