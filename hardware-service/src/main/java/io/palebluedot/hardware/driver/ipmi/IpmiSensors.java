package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.SensorReader;
import io.palebluedot.hardware.driver.ipmi.sdr.Conversion;
import io.palebluedot.hardware.driver.ipmi.sdr.Factors;
import io.palebluedot.hardware.driver.ipmi.sdr.RawReading;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FullSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.sdr.StateHealth;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.CompletionCode;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sensors of the BMC itself. IPMI knows no GPUs: they have no values here. */
final class IpmiSensors implements SensorReader {

    private static final int READING = 0x2D;
    private static final int READING_FACTORS = 0x23;
    private static final int DCMI_POWER = 0x02;
    private static final int DCMI = 0xDC;
    private static final int METER_ACTIVE = 6;

    private final IpmiClients clients;
    private final int maxRecords;
    private final Duration readTimeout;

    IpmiSensors(IpmiClients clients, int maxRecords, Duration readTimeout) {
        this.clients = clients;
        this.maxRecords = maxRecords;
        this.readTimeout = readTimeout;
    }

    @Override
    public Uni<Reading> readGpus(Bmc bmc) {
        return IpmiPower.status(clients.of(bmc))
                .map(s -> new Reading(List.of(), Map.of(), List.of(), s.power().word(), s.health()));
    }

    @Override
    public Uni<Reading> readSensors(Bmc bmc) {
        var client = clients.of(bmc);
        var summary = new SensorSummary();
        return IpmiPower.status(client)
                .invoke(status -> summary.judge(status.health()))
                .call(() -> meter(client, summary))
                .call(() -> client.memory()
                        .records(client, maxRecords)
                        .chain(records -> each(records, sensor -> read(client, sensor, summary))))
                .map(status -> new Reading(
                        List.of(),
                        summary.values(),
                        summary.sensors(),
                        status.power().word(),
                        summary.health()))
                .ifNoItem()
                .after(readTimeout)
                .failWith(() -> new BmcFailure(BmcFailure.Kind.TIMEOUT, "the sensors were not read in time"));
    }

    private static Uni<Void> each(List<SensorRecord> records, java.util.function.Function<Sensor, Uni<Void>> read) {
        return Multi.createFrom()
                .iterable(records)
                .filter(IpmiSensors::worthReading)
                .map(Sensor.class::cast)
                .onItem()
                .transformToUniAndConcatenate(read::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Sensors with a number, and those whose states tell of health. */
    private static boolean worthReading(SensorRecord record) {
        return switch (record) {
            case FullSensor s -> s.key().atBmc() && (s.conversion().analog() || tellsHealth(s));
            case SensorRecord.CompactSensor s -> s.key().atBmc() && tellsHealth(s);
            case SensorRecord.EventOnly s -> false;
            case SensorRecord.FruLocator l -> false;
            case SensorRecord.McLocator l -> false;
            case SensorRecord.Other o -> false;
        };
    }

    private static boolean tellsHealth(Sensor sensor) {
        return StateHealth.tells(sensor.type(), sensor.eventType());
    }

    /** A sensor that the BMC cannot read now is absent. */
    private static Uni<Void> read(IpmiClient client, Sensor sensor, SensorSummary summary) {
        var key = sensor.key();
        return client.ask(Command.of(Command.SENSOR, READING, key.number()).toLun(key.lun()))
                .chain(reply -> {
                    if (!reply.ok() || reply.data().length() < 2) {
                        return Uni.createFrom().voidItem();
                    }
                    var reading = RawReading.of(reply.data());
                    return reading.usable()
                            ? take(client, sensor, reading, summary)
                            : Uni.createFrom().voidItem();
                });
    }

    private static Uni<Void> take(IpmiClient client, Sensor sensor, RawReading reading, SensorSummary summary) {
        if (!(sensor instanceof FullSensor full) || !full.conversion().analog()) {
            summary.states(sensor, reading);
            return Uni.createFrom().voidItem();
        }
        return conversion(client, full, reading.raw())
                .invoke(c -> c.value(reading.raw()).ifPresent(value -> summary.value(full, reading, value)))
                .replaceWithVoid();
    }

    private static Uni<Conversion> conversion(IpmiClient client, FullSensor sensor, int raw) {
        var conversion = sensor.conversion();
        if (!conversion.wantsFactors()) {
            return Uni.createFrom().item(conversion);
        }
        var command = Command.of(Command.SENSOR, READING_FACTORS, sensor.key().number(), raw);
        return client.ask(command.toLun(sensor.key().lun()))
                .map(reply -> reply.ok() ? conversion.with(Factors.ofAnswer(reply.data())) : conversion.without());
    }

    /** DCMI 1.5 6.6.1, which most servers have for their whole power. */
    private static Uni<Void> meter(IpmiClient client, SensorSummary summary) {
        if (!client.memory().powerMeter()) {
            return Uni.createFrom().voidItem();
        }
        return client.ask(Command.of(Command.GROUP, DCMI_POWER, DCMI, 0x01, 0, 0))
                .invoke(reply -> {
                    if (reply.ok()) {
                        watts(reply.data(), summary);
                    } else if (reply.is(CompletionCode.INVALID_COMMAND)) {
                        client.memory().noPowerMeter();
                    }
                })
                .replaceWithVoid();
    }

    private static void watts(Octets answer, SensorSummary summary) {
        boolean active = answer.length() > 17 && answer.bit(17, METER_ACTIVE);
        if (active && answer.u16(1) > 0) {
            summary.meter(answer.u16(1));
        }
    }
}
