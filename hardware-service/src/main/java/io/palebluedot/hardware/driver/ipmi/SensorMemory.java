package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.sdr.SensorKey;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sensor records of one BMC, kept while the BMC's own stamp of them does not change: reading them takes seconds, and many
 * polls need them.
 */
final class SensorMemory {

    private static final int DEVICE_ID = 0x01;

    /** Some BMCs never change the stamp. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Known(Octets stamp, Instant readAt, List<SensorRecord> records) {}

    private volatile @Nullable Known known;

    /** False once the BMC said that it has no power meter. */
    private volatile boolean powerMeter = true;

    boolean powerMeter() {
        return powerMeter;
    }

    void noPowerMeter() {
        powerMeter = false;
    }

    Uni<List<SensorRecord>> records(IpmiClient client, int limit) {
        return client.get(Command.APP, DEVICE_ID)
                .map(DeviceId::of)
                .map(SdrPlace::of)
                .chain(place -> client.ask(place.info())
                        .map(SensorMemory::stamp)
                        .chain(stamp -> read(client, place, stamp, limit)));
    }

    /** All but the octet of supported operations; BMCs that tell nothing have the empty stamp. */
    private static Octets stamp(Reply info) {
        return info.ok() ? info.data().slice(0, Math.min(13, info.data().length())) : Octets.NONE;
    }

    private Uni<List<SensorRecord>> read(IpmiClient client, SdrPlace place, Octets stamp, int limit) {
        var before = known;
        if (before != null
                && before.stamp().equals(stamp)
                && before.readAt().plus(LONGEST).isAfter(Instant.now())) {
            return Uni.createFrom().item(before.records());
        }
        return new SdrReading(client, place, limit)
                .all()
                .invoke(records -> known = new Known(stamp, Instant.now(), records));
    }

    static Map<SensorKey, Sensor> byKey(List<SensorRecord> records) {
        var map = new HashMap<SensorKey, Sensor>();
        for (var record : records) {
            if (record instanceof Sensor sensor) {
                map.putIfAbsent(sensor.key(), sensor);
            }
        }
        return map;
    }
}
