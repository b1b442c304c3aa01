package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.CompletionCode;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads long things in pieces, and in smaller ones once the BMC says that it cannot answer that much. */
final class ChunkedRead {

    /** Asks for {@code count} octets from {@code offset} on. */
    interface Part {
        Uni<Reply> read(int offset, int count);
    }

    private static final int SMALLEST = 8;

    private final int prefix;
    private int chunk;

    /**
     * @param chunk size of the first pieces, a multiple of eight
     * @param prefix octets in front of every piece
     */
    ChunkedRead(int chunk, int prefix) {
        this.chunk = chunk;
        this.prefix = prefix;
    }

    /** The octets from {@code from} up to {@code to}; fails as the BMC does. */
    Uni<Octets> read(int from, int to, Part part) {
        var progress = new Progress(from, to, part);
        return from >= to
                ? Uni.createFrom().item(Octets.NONE)
                : Multi.createBy()
                        .repeating()
                        .uni(progress::step)
                        .whilst(unfinished -> unfinished)
                        .collect()
                        .last()
                        .map(done -> progress.read);
    }

    private final class Progress {
        private final int to;
        private final Part part;
        private int at;
        private Octets read = Octets.NONE;

        Progress(int from, int to, Part part) {
            this.at = from;
            this.to = to;
            this.part = part;
        }

        /** True while there is more to read. */
        Uni<Boolean> step() {
            int count = Math.min(chunk, to - at);
            return part.read(at, count).map(reply -> {
                if (tooMuch(reply) && chunk > SMALLEST) {
                    chunk = Math.max(SMALLEST, chunk / 2);
                    return true;
                }
                var piece = reply.orFail().from(prefix);
                if (piece.isEmpty()) {
                    throw new BmcFailure(BmcFailure.Kind.MALFORMED, "a piece of nothing at offset " + at);
                }
                int taken = Math.min(count, piece.length());
                read = read.plus(piece.slice(0, taken));
                at += taken;
                return at < to;
            });
        }

        private boolean tooMuch(Reply reply) {
            return reply.is(
                    CompletionCode.TOO_MANY_BYTES,
                    CompletionCode.LENGTH_INVALID,
                    CompletionCode.LENGTH_EXCEEDED,
                    CompletionCode.TIMEOUT,
                    CompletionCode.UNSPECIFIED);
        }
    }
}
