package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.sel.SelRecord;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads the records of the event log once, IPMI 2.0 31.4 and 31.5. */
final class SelReading {

    private static final int RESERVE = 0x42;
    private static final int GET = 0x43;
    private static final int NEXT_ID = 2;
    private static final int END = 0xFFFF;

    private final Reservation reservation;
    private final RecordWalk walk;
    private final ChunkedRead chunks = new ChunkedRead(SelRecord.LENGTH, NEXT_ID);
    private final Deque<SelRecord> newest = new ArrayDeque<>();

    SelReading(IpmiClient client, int maxRecords) {
        this.reservation = new Reservation(client, Command.of(Command.STORAGE, RESERVE));
        this.walk = new RecordWalk(maxRecords);
    }

    /** The last ones; the log can only be read from its beginning. */
    Uni<List<SelRecord>> newest(int limit) {
        return reservation
                .take()
                .chain(() -> walk.each(id -> record(id, limit)))
                .map(done -> List.copyOf(newest));
    }

    /** Next id and record in every piece; the last piece's next id counts, as they are all the same. */
    private Uni<Integer> record(int id, int limit) {
        var next = new int[] {END};
        return chunks.read(
                        0,
                        SelRecord.LENGTH,
                        (offset, count) -> part(id, offset, count)
                                .invoke(reply ->
                                        next[0] = reply.ok() ? reply.data().u16(0) : END))
                .invoke(record -> keep(record, limit))
                .map(record -> next[0]);
    }

    private void keep(Octets record, int limit) {
        newest.add(SelRecord.of(record));
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    /** The whole record by 0xFF, which every BMC understands; pieces only after it was too much. */
    private Uni<Reply> part(int id, int offset, int count) {
        int wanted = offset == 0 && count == SelRecord.LENGTH ? 0xFF : count;
        return reservation.ask(
                number -> Command.of(Command.STORAGE, GET, number, number >> 8, id, id >> 8, offset, wanted));
    }
}
