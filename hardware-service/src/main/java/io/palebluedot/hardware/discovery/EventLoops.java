package io.palebluedot.hardware.discovery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Spreads work over all event loops: what begins on one of them would stay there, and a discovery is work for more than one core. */
@ApplicationScoped
class EventLoops {

    private final VertxInternal vertx;

    EventLoops(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** Begins the work on the next event loop, and ends on whichever loop it ended. */
    <T> Uni<T> on(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.createEventLoopContext().runOnContext(begin -> {
                    var running =
                            Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail);
                    emitter.onTermination(running::cancel);
                }));
    }
}
