package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.machine.Machine;
import java.util.Arrays;

/** Network function Storage: FRU inventory, sensor data records and event log (IPMI 2.0, 31, 33 and 34). */
final class StorageCommands implements CommandSet {

    private static final int FRU_INFO = 0x10;
    private static final int FRU_READ = 0x11;
    private static final int SDR_INFO = 0x20;
    private static final int SDR_RESERVE = 0x22;
    private static final int SDR_GET = 0x23;
    private static final int SDR_TIME = 0x28;
    private static final int SEL_INFO = 0x40;
    private static final int SEL_RESERVE = 0x42;
    private static final int SEL_GET = 0x43;
    private static final int SEL_CLEAR = 0x47;
    private static final int SEL_TIME = 0x48;
    private static final int LAST = 0xFFFF;

    private final Machine machine;
    private final HardwareFacts facts;
    private final SensorList sensors;
    private final EventLog events;
    private int reservation;

    StorageCommands(Machine machine, HardwareFacts facts, SensorList sensors) {
        this.machine = machine;
        this.facts = facts;
        this.sensors = sensors;
        this.events = new EventLog(machine, sensors);
    }

    @Override
    public Privilege needs(int command) {
        return command == SEL_CLEAR ? Privilege.OPERATOR : Privilege.USER;
    }

    @Override
    public int shortest(int command) {
        return switch (command) {
            case FRU_INFO -> 1;
            case FRU_READ -> 4;
            case SDR_GET, SEL_GET, SEL_CLEAR -> 6;
            default -> 0;
        };
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.command()) {
            case FRU_INFO -> fruInfo(request);
            case FRU_READ -> fru(request);
            case SDR_INFO ->
                Reply.of(new OctetWriter()
                        .u8(0x51)
                        .u16(sensors.all().size())
                        .u16(0)
                        .u32(0)
                        .u32(0)
                        .u8(0x22));
            case SDR_RESERVE, SEL_RESERVE -> reserve();
            case SDR_GET -> record(request);
            case SDR_TIME, SEL_TIME -> Reply.of(new OctetWriter().u32((int) now()));
            case SEL_INFO -> events.info();
            case SEL_GET -> event(request);
            case SEL_CLEAR -> clear(request);
            default -> Reply.refused(Reply.UNKNOWN_COMMAND);
        };
    }

    private long now() {
        return machine.timeline().now().getEpochSecond();
    }

    private Reply reserve() {
        reservation = reservation % 0xFFFE + 1;
        return Reply.of(new OctetWriter().u16(reservation));
    }

    private boolean lost(Request request, boolean needed) {
        return needed && request.u16(0) != reservation;
    }

    /** Record ids are the sensors' numbers; 0 is the first record. */
    private Reply record(Request request) {
        int id = Math.max(1, request.u16(2));
        int offset = request.u8(4);
        if (lost(request, offset > 0)) {
            return Reply.refused(Reply.RESERVATION_LOST);
        }
        int wanted = id == LAST ? sensors.all().size() : id;
        if (wanted > sensors.all().size()) {
            return Reply.refused(Reply.NOT_PRESENT);
        }
        byte[] record = SensorRecord.of(sensors.all().get(wanted - 1));
        int next = wanted == sensors.all().size() ? LAST : wanted + 1;
        return part(new OctetWriter().u16(next), record, offset, request.u8(5));
    }

    private Reply event(Request request) {
        int offset = request.u8(4);
        return lost(request, offset > 0)
                ? Reply.refused(Reply.RESERVATION_LOST)
                : events.find(request.u16(2))
                        .map(found -> part(
                                new OctetWriter().u16(found.next()),
                                found.record().toBytes(),
                                offset,
                                request.u8(5)))
                        .orElse(Reply.refused(Reply.NOT_PRESENT));
    }

    private static Reply part(OctetWriter out, byte[] record, int offset, int count) {
        if (offset >= record.length) {
            return Reply.refused(Reply.OUT_OF_RANGE);
        }
        int end = Math.min(record.length, offset + count);
        return Reply.of(out.bytes(Arrays.copyOfRange(record, offset, end)));
    }

    /** Needs the reservation and the letters CLR; erasing is over at once. */
    private Reply clear(Request request) {
        if (lost(request, true)) {
            return Reply.refused(Reply.RESERVATION_LOST);
        }
        if (request.u8(2) != 'C' || request.u8(3) != 'L' || request.u8(4) != 'R') {
            return Reply.refused(Reply.WRONG_FIELD);
        }
        if (request.u8(5) == 0xAA) {
            events.clear();
        }
        return Reply.of(1);
    }

    private Reply fruInfo(Request request) {
        return request.u8(0) != 0
                ? Reply.refused(Reply.NOT_PRESENT)
                : Reply.of(new OctetWriter().u16(FruInventory.of(facts).length).u8(0));
    }

    private Reply fru(Request request) {
        if (request.u8(0) != 0) {
            return Reply.refused(Reply.NOT_PRESENT);
        }
        byte[] all = FruInventory.of(facts);
        int offset = request.u16(1);
        if (offset >= all.length) {
            return Reply.refused(Reply.OUT_OF_RANGE);
        }
        byte[] part = Arrays.copyOfRange(all, offset, Math.min(all.length, offset + request.u8(3)));
        return Reply.of(new OctetWriter().u8(part.length).bytes(part));
    }
}
