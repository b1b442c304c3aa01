package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiBmc;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sensor records, event log and FRU data of a fake BMC, given out in pieces of a limited size and with reservations. */
final class RecordStore {

    private final int mostOctets;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger reservation = new AtomicInteger(7);
    volatile int stamp = 1;

    RecordStore(int mostOctets) {
        this.mostOctets = mostOctets;
    }

    void sensors(FakeIpmiBmc bmc, List<Octets> records) {
        bmc.answers.put(
                "0a/20",
                d -> Octets.concat(
                        Octets.of(0, 0x51),
                        Octets.ofU16(records.size()),
                        Octets.of(0xFF, 0xFF),
                        Octets.ofU32(stamp),
                        Octets.ofU32(0),
                        Octets.of(2)));
        bmc.answers.put("0a/22", d -> Octets.of(0).plus(Octets.ofU16(reservation.get())));
        bmc.answers.put("0a/23", d -> record(d, records));
    }

    void events(FakeIpmiBmc bmc, List<Octets> records) {
        bmc.answers.put(
                "0a/40",
                d -> Octets.concat(
                        Octets.of(0, 0x51),
                        Octets.ofU16(records.size()),
                        Octets.ofU16(0),
                        Octets.ofU32(0),
                        Octets.ofU32(0),
                        Octets.of(0x82)));
        bmc.answers.put("0a/42", d -> Octets.of(0).plus(Octets.ofU16(reservation.get())));
        bmc.answers.put("0a/43", d -> record(d, records));
    }

    private Octets record(Octets request, List<Octets> records) {
        reads.incrementAndGet();
        int id = request.u16(2);
        int place = id == 0 ? 0 : id - 1;
        int offset = request.u8(4);
        if (offset > 0 && request.u16(0) != reservation.get()) {
            return Octets.of(0xC5);
        }
        if (place >= records.size()) {
            return Octets.of(0xCB);
        }
        var record = records.get(place);
        int count = Math.min(request.u8(5), record.length() - offset);
        if (count > mostOctets) {
            return Octets.of(0xCA);
        }
        int next = place + 1 == records.size() ? 0xFFFF : place + 2;
        return Octets.concat(Octets.of(0), Octets.ofU16(next), record.slice(offset, count));
    }

    void fru(FakeIpmiBmc bmc, Octets data, boolean words) {
        bmc.answers.put(
                "0a/10",
                d -> d.u8(0) == 0
                        ? Octets.concat(Octets.of(0), Octets.ofU16(data.length()), Octets.of(words ? 1 : 0))
                        : Octets.of(0xCB));
        bmc.answers.put("0a/11", d -> fruPart(d, data, words ? 2 : 1));
    }

    private Octets fruPart(Octets request, Octets data, int unit) {
        int offset = request.u16(1) * unit;
        int count = request.u8(3) * unit;
        if (count > mostOctets) {
            return Octets.of(0xC8);
        }
        return offset + count > data.length()
                ? Octets.of(0xC9)
                : Octets.of(0, request.u8(3)).plus(data.slice(offset, count));
    }
}
