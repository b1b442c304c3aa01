package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The socket and everything that waits at it; all on one event loop, so that nothing here needs a lock. */
final class UdpLoop extends AbstractVerticle {

    /** Larger than any answer of IPMI over LAN. */
    private static final int LARGEST = 1024;

    private static final int ROOM = 256;
    private static final int SOCKET_BUFFER = 4 << 20;

    private final Map<Peer, Deque<Flight<?>>> lines = new HashMap<>();
    private final long stepMillis;
    private final int attempts;
    private @Nullable DatagramSocket socket;

    UdpLoop(Duration retransmitAfter, int attempts) {
        this.stepMillis = Math.max(1, retransmitAfter.toMillis());
        this.attempts = attempts;
    }

    @Override
    public void start(Promise<Void> started) {
        // Of both families; a machine without IPv6 has only the older one.
        listen(true)
                .recover(e -> listen(false))
                .onSuccess(this::opened)
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private io.vertx.core.Future<DatagramSocket> listen(boolean both) {
        var options = new DatagramSocketOptions().setIpV6(both).setReceiveBufferSize(SOCKET_BUFFER);
        try {
            return vertx.createDatagramSocket(options).listen(0, both ? "::" : "0.0.0.0");
        } catch (RuntimeException e) {
            return io.vertx.core.Future.failedFuture(e);
        }
    }

    private void opened(DatagramSocket open) {
        socket = open;
        open.handler(this::received);
    }

    <T> Uni<T> exchange(Peer peer, Exchange<T> exchange) {
        return Uni.createFrom().emitter(emitter -> {
            var flight = new Flight<T>(peer, exchange, emitter);
            emitter.onTermination(() -> context.runOnContext(v -> flight.end()));
            context.runOnContext(v -> enter(flight));
        });
    }

    void tell(Peer peer, Octets datagram) {
        context.runOnContext(v -> {
            var open = socket;
            if (open != null) {
                open.send(Buffer.buffer(datagram.toBytes()), peer.port(), peer.host());
            }
        });
    }

    private void enter(Flight<?> flight) {
        if (flight.ended) {
            return;
        }
        var line = lines.computeIfAbsent(flight.peer, p -> new ArrayDeque<>());
        if (line.size() >= ROOM) {
            flight.fail(new BmcFailure(BmcFailure.Kind.BUSY, "too many requests wait for this BMC"));
            return;
        }
        line.add(flight);
        if (line.size() == 1) {
            flight.transmit();
        }
    }

    private void leave(Flight<?> flight) {
        var line = lines.get(flight.peer);
        if (line == null) {
            return;
        }
        boolean active = line.peek() == flight;
        line.remove(flight);
        var next = line.peek();
        if (next == null) {
            lines.remove(flight.peer);
        } else if (active) {
            next.transmit();
        }
    }

    private void received(DatagramPacket packet) {
        var sender = packet.sender();
        var line = lines.get(new Peer(Objects.requireNonNullElse(sender.hostAddress(), sender.host()), sender.port()));
        var flight = line == null ? null : line.peek();
        if (flight != null) {
            flight.take(packet.data());
        }
    }

    /** One exchange on its way. */
    private final class Flight<T> {
        private final Peer peer;
        private final Exchange<T> exchange;
        private final UniEmitter<? super T> emitter;
        private long timer = -1;
        private int attempt;
        private boolean ended;
        private @Nullable String unreadable;

        Flight(Peer peer, Exchange<T> exchange, UniEmitter<? super T> emitter) {
            this.peer = peer;
            this.exchange = exchange;
            this.emitter = emitter;
        }

        void transmit() {
            if (attempt == attempts) {
                fail(unanswered());
                return;
            }
            attempt++;
            timer = vertx.setTimer(stepMillis * attempt, t -> transmit());
            try {
                var datagram = Buffer.buffer(exchange.datagram().toBytes());
                Objects.requireNonNull(socket)
                        .send(datagram, peer.port(), peer.host())
                        .onFailure(this::unsent);
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        private void unsent(Throwable e) {
            fail(new BmcFailure(BmcFailure.Kind.UNREACHABLE, "datagram to " + peer + " could not be sent", e));
        }

        private BmcFailure unanswered() {
            return unreadable == null
                    ? new BmcFailure(
                            BmcFailure.Kind.TIMEOUT, "no answer from " + peer + " to " + attempts + " datagrams")
                    : new BmcFailure(BmcFailure.Kind.MALFORMED, "no readable answer from " + peer + ": " + unreadable);
        }

        void take(Buffer datagram) {
            try {
                if (datagram.length() > LARGEST) {
                    throw Packet.malformed("a datagram of " + datagram.length() + " octets");
                }
                T answer = exchange.answer(Octets.copyOf(datagram.getBytes()));
                if (answer != null) {
                    end();
                    emitter.complete(answer);
                }
            } catch (BmcFailure e) {
                if (e.kind() == BmcFailure.Kind.MALFORMED) {
                    unreadable = e.text();
                } else {
                    fail(e);
                }
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        void fail(RuntimeException e) {
            end();
            emitter.fail(e);
        }

        void end() {
            if (!ended) {
                ended = true;
                vertx.cancelTimer(timer);
                leave(this);
            }
        }
    }
}
