package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    private static final int MOST_HELD = ServerSentEvents.MAX_LINE + ServerSentEvents.MAX_EVENT;

    private final List<String> events = new ArrayList<>();
    private int broken;
    private final ServerSentEvents reader = new ServerSentEvents(new ServerSentEvents.Listener() {
        @Override
        public void event(byte[] data) {
            events.add(new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void broken() {
            broken++;
        }
    });

    private void read(String text) {
        reader.read(Buffer.buffer(text));
    }

    @Test
    void anEventEndsWithAnEmptyLine() {
        read("id: 7\nevent: alert\nretry: 10\ndata: {\"a\":1}\n");
        assertThat(events).isEmpty();
        read("\n");
        assertThat(events).containsExactly("{\"a\":1}");
    }

    @Test
    void linesOfOneEventAreJoined() {
        read("data: {\ndata:  \"a\":\ndata\ndata:1}\n\n");
        assertThat(events).containsExactly("{\n \"a\":\n\n1}");
    }

    @Test
    void allThreeLineEndsAreUnderstoodWhereverThePiecesAreCut() {
        String text = "data: a\r\n\r\ndata: b\r\rdata: c\n\n: comment\rdata: d\r\n\n";
        for (int size = 1; size <= text.length(); size++) {
            events.clear();
            for (int from = 0; from < text.length(); from += size) {
                read(text.substring(from, Math.min(text.length(), from + size)));
            }
            assertThat(events).as("pieces of %d", size).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void aCharacterMayBeCutInHalf() {
        byte[] bytes = "data: Lüfter ✓\n\n".getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            reader.read(Buffer.buffer(new byte[] {b}));
        }
        assertThat(events).containsExactly("Lüfter ✓");
    }

    @Test
    void halfACharacterSpoilsNoMoreThanItself() {
        reader.read(Buffer.buffer("data: a").appendByte((byte) 0xC3).appendString("\n\ndata: b\n\n"));
        assertThat(events).containsExactly("a\uFFFD", "b");
    }

    @Test
    void theByteOrderMarkIsNoPartOfTheFirstLine() {
        read("\uFEFFdata: a\n\n\uFEFFdata: b\n\n");
        assertThat(events).containsExactly("a");
    }

    @Test
    void whatIsNotDataIsNoEvent() {
        read("\n\n: data: x\n\ndatabase: y\n\nid: 4\n\ndata\n\ndata:\n\nDATA: z\n\n");
        assertThat(events).isEmpty();
        assertThat(broken).isZero();
    }

    @Test
    void aLineOfAHundredMegabytesIsSkippedAndTheNextEventIsRead() {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) 'x');
        read("data: ");
        for (int i = 0; i < 1_600; i++) {
            reader.read(Buffer.buffer(piece));
            assertThat(reader.held()).isLessThanOrEqualTo(MOST_HELD);
        }
        read("\n\ndata: next\n\n");
        assertThat(broken).isOne();
        assertThat(events).containsExactly("next");
        assertThat(reader.held()).isZero();
    }

    @Test
    void anEventOfAHundredMegabytesInShortLinesIsSkippedToo() {
        var piece = Buffer.buffer("data: 0123456789012345678901234567890123456789\n".repeat(1_000));
        for (int i = 0; i < 2_200; i++) {
            reader.read(piece);
            assertThat(reader.held()).isLessThanOrEqualTo(MOST_HELD);
        }
        read("\n\ndata: next\n\n");
        assertThat(broken).isOne();
        assertThat(events).containsExactly("next");
    }

    @Test
    void endlessCommentsHoldNothing() {
        var piece = Buffer.buffer(":".repeat(60_000) + "\n");
        for (int i = 0; i < 500; i++) {
            reader.read(piece);
            assertThat(reader.held()).isZero();
        }
        var endless = Buffer.buffer(":".repeat(60_000));
        for (int i = 0; i < 500; i++) {
            reader.read(endless);
            assertThat(reader.held()).isLessThanOrEqualTo(ServerSentEvents.MAX_LINE);
        }
        read("\n\ndata: a\n\n");
        assertThat(broken).isZero();
        assertThat(events).containsExactly("a");
    }
}
