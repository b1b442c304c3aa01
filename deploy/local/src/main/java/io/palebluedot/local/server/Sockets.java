package io.palebluedot.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ports on loopback. */
public final class Sockets {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration STEP = Duration.ofMillis(50);

    private Sockets() {}

    /** A port that nobody listens on at this moment. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails in clear words when somebody listens on the port already. */
    public static void requireFree(int port, String who) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
        } catch (IOException e) {
            throw new LocalException("port " + port + " on 127.0.0.1 is taken, " + who
                    + " needs it: stop who holds it, or move all ports with --port-offset");
        }
    }

    /** Waits until somebody accepts connections on the port, as long as {@code alive}. */
    public static void await(int port, String who, Duration limit, BooleanSupplier alive) {
        long end = System.nanoTime() + limit.toNanos();
        while (!open(port)) {
            if (!alive.getAsBoolean()) {
                throw new LocalException(who + " ended while it started");
            }
            if (System.nanoTime() > end) {
                throw new LocalException(
                        who + " does not answer on port " + port + " after " + limit.toSeconds() + " s");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalException("interrupted while " + who + " started");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static boolean open(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
