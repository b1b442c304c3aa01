package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one UDP socket to all BMCs; opened when first needed. */
@ApplicationScoped
public class UdpPort {

    private final Vertx vertx;
    private final HardwareConfig.Ipmi config;
    private final AtomicReference<@Nullable Uni<UdpLoop>> loop = new AtomicReference<>();

    public UdpPort(Vertx vertx, HardwareConfig config) {
        this.vertx = vertx;
        this.config = config.ipmi();
    }

    /**
     * Sends and waits for the answer, one exchange per peer at a time. Fails with TIMEOUT when nothing came, MALFORMED when only
     * unreadable datagrams came, UNREACHABLE when the network does not take the datagram, BUSY when too many wait for this peer.
     */
    <T> Uni<T> exchange(Peer peer, Exchange<T> exchange) {
        return loop().onItem().transformToUni(open -> open.exchange(peer, exchange));
    }

    /** Sends once what has no answer; completes whatever becomes of it. */
    Uni<Void> tell(Peer peer, Octets datagram) {
        return loop().invoke(open -> open.tell(peer, datagram))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<UdpLoop> loop() {
        var known = loop.get();
        if (known != null) {
            return known;
        }
        var opening = Uni.createFrom()
                .deferred(this::open)
                .onFailure()
                .invoke(() -> loop.set(null))
                .memoize()
                .indefinitely();
        var other = loop.compareAndExchange(null, opening);
        return other == null ? opening : other;
    }

    /** A verticle of its own gives the socket an event loop, whatever thread asks first. */
    private Uni<UdpLoop> open() {
        var verticle = new UdpLoop(config.retransmitAfter(), config.attempts());
        return Uni.createFrom()
                .completionStage(() -> vertx.deployVerticle(verticle).toCompletionStage())
                .map(id -> verticle)
                .onFailure()
                .transform(e -> new BmcFailure(BmcFailure.Kind.UNREACHABLE, "no UDP socket could be opened", e));
    }
}
