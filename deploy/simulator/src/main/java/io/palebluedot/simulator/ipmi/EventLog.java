package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.machine.LogEntry;
import io.palebluedot.simulator.machine.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The machine's event log as a SEL (IPMI 2.0, 31 and 32); the same entries that Redfish shows. */
final class EventLog {

    private static final int LAST = 0xFFFF;
    private static final int CAPACITY = 1_000;
    private static final int RECORD = 16;

    private final Machine machine;
    private final EventRecord records;
    private Instant erased = Instant.EPOCH;

    /** A record and the id of the one behind it. */
    record Found(Octets record, int next) {}

    EventLog(Machine machine, SensorList sensors) {
        this.machine = machine;
        this.records = new EventRecord(sensors);
    }

    Reply info() {
        List<LogEntry> entries = machine.log().events();
        Instant added = entries.isEmpty() ? Instant.EPOCH : entries.getLast().created();
        return Reply.of(new OctetWriter()
                .u8(0x51)
                .u16(entries.size())
                .u16((CAPACITY - entries.size()) * RECORD)
                .u32((int) added.getEpochSecond())
                .u32((int) erased.getEpochSecond())
                .u8(0x02));
    }

    /** The record of an id; 0 is the first and 0xFFFF the last. */
    Optional<Found> find(int id) {
        List<LogEntry> entries = machine.log().events();
        return IntStream.range(0, entries.size())
                .filter(at -> switch (id) {
                    case 0 -> at == 0;
                    case LAST -> at == entries.size() - 1;
                    default -> number(entries.get(at)) == id;
                })
                .mapToObj(at -> new Found(
                        new Octets(records.of(number(entries.get(at)), entries.get(at))),
                        at + 1 < entries.size() ? number(entries.get(at + 1)) : LAST))
                .findFirst();
    }

    void clear() {
        machine.log().clearEvents();
        erased = machine.timeline().now();
    }

    private static int number(LogEntry entry) {
        return (entry.number() - 1) % (LAST - 1) + 1;
    }
}
