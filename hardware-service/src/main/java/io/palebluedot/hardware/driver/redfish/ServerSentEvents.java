package io.palebluedot.hardware.driver.redfish;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads {@code text/event-stream} (WHATWG HTML, 9.2) piece by piece. Holds the line and the event that have begun, no more than their bounds;
 * what is longer is skipped and told as broken. Only {@code data} is kept: names, ids and waits change nothing here. Not for two threads at
 * once.
 */
final class ServerSentEvents {

    /** Longest line, in bytes. */
    static final int MAX_LINE = 64 * 1024;
    /** Most data of one event, in bytes. */
    static final int MAX_EVENT = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Gets events as they end. */
    interface Listener {
        /** The data of an event, UTF-8 as far as it is. */
        void event(byte[] data);

        /** An event that was longer than is read. */
        void broken();
    }

    private final Listener listener;
    private byte[] line = NOTHING;
    private int lineLength;
    private boolean cut;
    private byte[] data = NOTHING;
    private int dataLength;
    private boolean any;
    private boolean broken;
    private boolean afterReturn;
    private boolean begun;

    ServerSentEvents(Listener listener) {
        this.listener = listener;
    }

    void read(Buffer piece) {
        for (int i = 0; i < piece.length(); i++) {
            read(piece.getByte(i));
        }
    }

    /** Bytes that are held between two pieces. */
    int held() {
        return line.length + data.length;
    }

    private void read(byte b) {
        boolean pair = afterReturn && b == '\n';
        afterReturn = b == '\r';
        if (pair) {
            return;
        }
        if (b == '\n' || b == '\r') {
            endLine();
        } else if (lineLength == MAX_LINE) {
            cut = true;
        } else {
            line = withRoom(line, lineLength + 1, MAX_LINE);
            line[lineLength++] = b;
        }
    }

    private void endLine() {
        int from = begun || !startsWith(MARK, 0) ? 0 : MARK.length;
        begun = true;
        if (lineLength == from) {
            endEvent();
        } else if (isData(from)) {
            broken |= cut;
            keep(from + DATA.length + 1);
        }
        line = NOTHING;
        lineLength = 0;
        cut = false;
    }

    private boolean isData(int from) {
        int end = from + DATA.length;
        return startsWith(DATA, from) && (lineLength == end || line[end] == ':');
    }

    private boolean startsWith(byte[] word, int from) {
        return lineLength >= from + word.length && Arrays.equals(line, from, from + word.length, word, 0, word.length);
    }

    /** The rest of the line, without one space at its beginning; lines of one event are joined by line feeds. */
    private void keep(int start) {
        int from = start < lineLength && line[start] == ' ' ? start + 1 : start;
        int length = Math.max(0, lineLength - from);
        int begin = any ? dataLength + 1 : 0;
        any = true;
        broken |= begin + length > MAX_EVENT;
        if (broken) {
            data = NOTHING;
            dataLength = 0;
            return;
        }
        data = withRoom(data, begin + length, MAX_EVENT);
        if (begin > 0) {
            data[begin - 1] = '\n';
        }
        System.arraycopy(line, Math.min(from, lineLength), data, begin, length);
        dataLength = begin + length;
    }

    private void endEvent() {
        if (broken) {
            listener.broken();
        } else if (dataLength > 0) {
            listener.event(Arrays.copyOf(data, dataLength));
        }
        data = NOTHING;
        dataLength = 0;
        any = false;
        broken = false;
    }

    private static byte[] withRoom(byte[] bytes, int length, int most) {
        return length <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.min(most, Math.max(256, length * 2)));
    }
}
