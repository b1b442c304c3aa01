package io.palebluedot.allocation.signin;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Hashes and verifies passwords off the event loop, a few at a time: each one takes 19 MiB while it runs. */
@ApplicationScoped
public class Passwords {

    private static final int AT_ONCE = 2;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(AT_ONCE, true);
    /** What an unknown user's password is compared with, so that it takes as long as a known one's. */
    private final Uni<String> decoy =
            off(() -> Argon2.hash("nobody has this password")).memoize().indefinitely();

    /** The hash in PHC string format. */
    public Uni<String> hash(String password) {
        return off(() -> Argon2.hash(password)).emitOn(back());
    }

    public Uni<Boolean> verify(String password, String hash) {
        return off(() -> Argon2.verify(password, hash)).emitOn(back());
    }

    /** Takes the time of {@link #verify} and answers false. */
    public Uni<Boolean> verifyNobody(String password) {
        return decoy.chain(hash -> off(() -> Argon2.verify(password, hash)))
                .replaceWith(false)
                .emitOn(back());
    }

    /** For the start of the service, on a thread that may block. */
    public static String hashNow(String password) {
        return Argon2.hash(password);
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    private <T> Uni<T> off(Supplier<T> work) {
        return Uni.createFrom().item(() -> limited(work)).runSubscriptionOn(threads);
    }

    private <T> T limited(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private static Executor back() {
        var caller = Vertx.currentContext();
        return caller == null ? Runnable::run : task -> caller.runOnContext(ignored -> task.run());
    }
}
