package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.security.SecureRandom;
import java.util.Optional;

/** The UDP ports of all BMCs of a rack, on one event loop, with the faults that sit in front of them. */
public final class IpmiServers {

    /** What faults of IPMI alone are named by. */
    static final String PROTOCOL = "ipmi";

    private final Vertx vertx;
    private final Context loop;
    private final SecureRandom random = new SecureRandom();
    private final String user;
    private final String password;

    /** BMCs with one account; to be made outside of any event loop. */
    public IpmiServers(Vertx vertx, String user, String password) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.user = user;
        this.password = password;
    }

    /** Starts to listen for one server. */
    public Future<?> listen(Machine machine, String address, int port) {
        Promise<DatagramSocket> listening = Promise.promise();
        loop.runOnContext(now -> {
            IpmiBmc bmc = new IpmiBmc(machine, user, password, random);
            // The JDK takes an address that ends in 255 for a broadcast, unless the socket is one of IPv6.
            DatagramSocket socket =
                    vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(address.endsWith(".255")));
            socket.handler(packet -> accept(socket, machine.faults(), bmc, packet))
                    .exceptionHandler(e -> {});
            socket.listen(port, address).onComplete(listening);
        });
        return listening.future();
    }

    private void accept(DatagramSocket socket, FaultBoard faults, IpmiBmc bmc, DatagramPacket packet) {
        if (faults.use(FaultKind.HANG, PROTOCOL).isPresent()
                || faults.use(FaultKind.DROP, PROTOCOL).isPresent()) {
            return;
        }
        Optional<Fault> slow = faults.use(FaultKind.SLOW, PROTOCOL);
        if (slow.isPresent()) {
            vertx.setTimer(
                    Math.max(1, slow.get().number("delay_ms", 3_000)), late -> answer(socket, faults, bmc, packet));
        } else {
            answer(socket, faults, bmc, packet);
        }
    }

    private static void answer(DatagramSocket socket, FaultBoard faults, IpmiBmc bmc, DatagramPacket packet) {
        byte[] answer = bmc.answer(packet.data().getBytes(), System.nanoTime() / 1_000_000);
        if (answer == null) {
            return;
        }
        boolean spoiled = faults.use(FaultKind.MALFORMED, PROTOCOL).isPresent();
        Buffer sent = Buffer.buffer(answer);
        socket.send(
                spoiled ? sent.slice(0, sent.length() - Math.min(5, sent.length())) : sent,
                packet.sender().port(),
                packet.sender().host());
    }
}
