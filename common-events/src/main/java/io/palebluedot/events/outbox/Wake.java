package io.palebluedot.events.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A one-time signal that something may be there to do. */
final class Wake {

    private final CompletableFuture<Void> signal = new CompletableFuture<>();

    void up() {
        signal.complete(null);
    }

    /** Ends at the signal, or after {@code longest}. */
    Uni<Void> wait(Duration longest) {
        return Uni.createFrom()
                .completionStage(signal)
                .ifNoItem()
                .after(longest)
                .recoverWithItem((Void) null);
    }
}
