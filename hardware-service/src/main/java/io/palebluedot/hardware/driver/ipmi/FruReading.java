package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.fru.FruAreas;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Reads the FRU data of one device at the BMC, IPMI 2.0 34.1 and 34.2, as far as the areas reach that are understood. */
final class FruReading {

    private static final int AREA_INFO = 0x10;
    private static final int READ = 0x11;
    private static final int DEVICE_BUSY = 0x81;
    private static final int CHUNK = 32;
    private static final int COUNT = 1;
    private static final int RETRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final IpmiClient client;
    private final int device;
    private final ChunkedRead chunks = new ChunkedRead(CHUNK, COUNT);
    private int unit = 1;

    FruReading(IpmiClient client, int device) {
        this.client = client;
        this.device = device;
    }

    /** Nothing where there is no such device; broken data is told in the damages. */
    Uni<FruFacts> read() {
        return client.ask(Command.of(Command.STORAGE, AREA_INFO, device)).chain(reply -> {
            if (!reply.ok() || reply.data().u16(0) < FruAreas.HEADER) {
                return Uni.createFrom().item(FruFacts.NONE);
            }
            unit = reply.data().bit(2, 0) ? 2 : 1;
            return areas().onFailure(FruReading::onlyHere)
                    .recoverWithItem(e -> FruFacts.damaged("FRU " + device + ": " + e.getMessage()));
        });
    }

    static boolean onlyHere(Throwable e) {
        return e instanceof BmcFailure f
                && switch (f.kind()) {
                    case MALFORMED, REFUSED, UNSUPPORTED, NOT_FOUND, BUSY -> true;
                    case UNREACHABLE, TIMEOUT, UNAUTHORIZED, INVALID, NOT_CONFIRMED -> false;
                };
    }

    private Uni<FruFacts> areas() {
        return octets(0, FruAreas.HEADER).chain(header -> {
            int last = FruAreas.furthestStart(header);
            return last == 0
                    ? Uni.createFrom().item(FruFacts.NONE)
                    : octets(last, last + 2)
                            .chain(start -> octets(FruAreas.HEADER, last + start.u8(1) * 8))
                            .map(rest -> FruAreas.of(header.plus(rest)));
        });
    }

    private Uni<Octets> octets(int from, int to) {
        return chunks.read(from, to, (offset, count) -> part(offset / unit, Math.max(1, count / unit), RETRIES));
    }

    private Uni<Reply> part(int offset, int count, int retries) {
        var command = Command.of(Command.STORAGE, READ, device, offset, offset >> 8, count);
        return client.ask(command)
                .chain(reply -> reply.is(DEVICE_BUSY) && retries > 0
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(PAUSE)
                                .chain(() -> part(offset, count, retries - 1))
                        : Uni.createFrom().item(reply));
    }
}
