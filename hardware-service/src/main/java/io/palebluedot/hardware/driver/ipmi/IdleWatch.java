package io.palebluedot.hardware.driver.ipmi;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Ends what was not used for a while; one timer at most, none while there is nothing to end. */
final class IdleWatch {

    private final Vertx vertx;
    private final long limitMillis;
    private final Supplier<Uni<Void>> end;
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile long lastUse = System.nanoTime();

    IdleWatch(Vertx vertx, Duration limit, Supplier<Uni<Void>> end) {
        this.vertx = vertx;
        this.limitMillis = Math.max(1, limit.toMillis());
        this.end = end;
    }

    void used() {
        lastUse = System.nanoTime();
        if (watching.compareAndSet(false, true)) {
            look(limitMillis);
        }
    }

    private void look(long inMillis) {
        vertx.setTimer(inMillis, t -> {
            long left =
                    limitMillis - Duration.ofNanos(System.nanoTime() - lastUse).toMillis();
            if (left > 0) {
                look(left);
            } else {
                watching.set(false);
                end.get().subscribe().with(done -> {}, failed -> {});
            }
        });
    }
}
