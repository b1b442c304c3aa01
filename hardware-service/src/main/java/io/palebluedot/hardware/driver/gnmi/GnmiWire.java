package io.palebluedot.hardware.driver.gnmi;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.BmcFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one channel to a target. A broken one is dropped, so that the next call connects, and looks up the address, again. Plain text is
 * only tried where it is allowed and the target breaks off the TLS handshake, and never after TLS has worked once.
 */
final class GnmiWire {

    private record Line(InetAddress ip, boolean plain, ManagedChannel channel) {}

    private final AllowedAddresses addresses;
    private final GnmiLines lines;
    private final HostPort target;
    private final boolean plainAllowed;
    private @Nullable Line line;
    private boolean plain;
    private boolean secured;
    private boolean closed;

    GnmiWire(AllowedAddresses addresses, GnmiLines lines, HostPort target, boolean plainAllowed) {
        this.addresses = addresses;
        this.lines = lines;
        this.target = target;
        this.plainAllowed = plainAllowed;
    }

    /** Fails with {@link BmcFailure}. */
    <T> Uni<T> call(Function<Channel, Uni<T>> work) {
        return addresses
                .resolve(target.host())
                .chain(ip -> attempt(line(ip), work))
                .onFailure()
                .transform(GnmiFailures::of);
    }

    /** As {@link #call}, for a stream; to be used after a call, which finds out about TLS. */
    <T> Multi<T> stream(Function<Channel, Multi<T>> work) {
        return addresses.resolve(target.host()).onItem().transformToMulti(ip -> {
            var current = line(ip);
            return work.apply(current.channel()).onFailure().invoke(e -> drop(current, e));
        });
    }

    private <T> Uni<T> attempt(Line current, Function<Channel, Uni<T>> work) {
        return work.apply(current.channel())
                .invoke(() -> answered(current))
                .onFailure()
                .invoke(e -> drop(current, e))
                .onFailure(e -> mayBePlain(current, e))
                .recoverWithUni(() -> attempt(plainLine(current.ip()), work));
    }

    private synchronized Line line(InetAddress ip) {
        if (closed) {
            throw new BmcFailure(BmcFailure.Kind.UNREACHABLE, "the connection to " + target + " was given up");
        }
        var current = line;
        if (current != null && current.ip().equals(ip)) {
            return current;
        }
        if (current != null) {
            current.channel().shutdown();
        }
        current = new Line(ip, plain, lines.open(target, ip, plain));
        line = current;
        return current;
    }

    private synchronized Line plainLine(InetAddress ip) {
        plain = true;
        return line(ip);
    }

    private synchronized void answered(Line current) {
        secured |= !current.plain();
    }

    /** An answer of any status shows that the transport works; so does not what this side says by itself. */
    private synchronized void drop(Line current, Throwable e) {
        switch (Status.fromThrowable(e).getCode()) {
            case UNAVAILABLE -> {
                if (current.equals(line)) {
                    line = null;
                    plain = false;
                }
                current.channel().shutdown();
            }
            case DEADLINE_EXCEEDED, CANCELLED -> {}
            default -> answered(current);
        }
    }

    private synchronized boolean mayBePlain(Line current, Throwable e) {
        return plainAllowed && !secured && !closed && !current.plain() && unavailable(e) && brokeOff(e);
    }

    private static boolean unavailable(Throwable e) {
        return Status.fromThrowable(e).getCode() == Status.Code.UNAVAILABLE;
    }

    /** The handshake broke, but neither for a certificate nor because nobody listens. */
    private static boolean brokeOff(Throwable e) {
        boolean broke = false;
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof ConnectException) {
                return false;
            }
            broke |= cause instanceof IOException;
        }
        return broke || String.valueOf(e.getMessage()).contains("TLS");
    }

    synchronized void close() {
        closed = true;
        var current = line;
        if (current != null) {
            current.channel().shutdownNow();
            line = null;
        }
    }
}
