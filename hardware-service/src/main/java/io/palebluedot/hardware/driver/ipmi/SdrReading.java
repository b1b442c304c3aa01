package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecords;
import io.palebluedot.hardware.driver.ipmi.wire.CompletionCode;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Reads all sensor records of a BMC once. */
final class SdrReading {

    private static final int CHUNK = 32;
    private static final int NEXT_ID = 2;
    private static final int END = 0xFFFF;

    private final SdrPlace place;
    private final Reservation reservation;
    private final RecordWalk walk;
    private final ChunkedRead chunks = new ChunkedRead(CHUNK, NEXT_ID);
    private final List<SensorRecord> records = new ArrayList<>();

    SdrReading(IpmiClient client, SdrPlace place, int limit) {
        this.place = place;
        this.reservation = new Reservation(client, place.reserve());
        this.walk = new RecordWalk(limit);
    }

    Uni<List<SensorRecord>> all() {
        return reservation.take().chain(() -> walk.each(this::record)).map(done -> List.copyOf(records));
    }

    /** Header first: it tells how long the rest is. */
    private Uni<Integer> record(int id) {
        return part(id, 0, SensorRecords.HEADER).chain(reply -> {
            if (reply.is(CompletionCode.NOT_PRESENT) && records.isEmpty()) {
                return Uni.createFrom().item(END);
            }
            var data = reply.orFail();
            int next = data.u16(0);
            var header = data.slice(NEXT_ID, SensorRecords.HEADER);
            return chunks.read(
                            SensorRecords.HEADER,
                            SensorRecords.HEADER + header.u8(4),
                            (offset, count) -> part(id, offset, count))
                    .invoke(body -> keep(header.plus(body)))
                    .replaceWith(next);
        });
    }

    private Uni<Reply> part(int id, int offset, int count) {
        return reservation.ask(number -> place.get(number, id, offset, count));
    }

    /** A record that cannot be understood is one sensor less. */
    private void keep(Octets record) {
        try {
            records.addAll(SensorRecords.of(record));
        } catch (BmcFailure e) {
            records.add(new SensorRecord.Other(record.u8(3)));
        }
    }
}
