package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Many fake BMCs, each at a port of its own, all served by one thread. */
public final class FakeIpmiRack implements AutoCloseable {

    private final Selector selector;
    private final List<FakeIpmiBmc> bmcs = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    public FakeIpmiRack(int size) {
        try {
            selector = Selector.open();
            for (int i = 0; i < size; i++) {
                var channel = DatagramChannel.open();
                channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                channel.configureBlocking(false);
                var bmc = new FakeIpmiBmc();
                channel.register(selector, SelectionKey.OP_READ, bmc);
                bmcs.add(bmc);
                ports.add(((InetSocketAddress) channel.getLocalAddress()).getPort());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fake-ipmi-rack").start(this::serve);
    }

    public FakeIpmiBmc bmc(int place) {
        return bmcs.get(place);
    }

    public int port(int place) {
        return ports.get(place);
    }

    private void serve() {
        var buffer = ByteBuffer.allocate(4096);
        try {
            while (selector.isOpen()) {
                selector.select(key -> answer(key, buffer));
            }
        } catch (IOException | ClosedSelectorException e) {
            // Closed.
        }
    }

    private static void answer(SelectionKey key, ByteBuffer buffer) {
        var channel = (DatagramChannel) key.channel();
        try {
            buffer.clear();
            var from = channel.receive(buffer);
            if (from == null) {
                return;
            }
            var bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            var datagram = Octets.copyOf(bytes);
            for (var answer : ((FakeIpmiBmc) key.attachment()).handle(datagram)) {
                channel.send(ByteBuffer.wrap(answer.toBytes()), from);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (var key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
