package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many pieces of work through at a time, in the order of arrival: one where a BMC gets one request at once. */
public final class Turnstile {

    private final int passes;
    private final int room;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** A turnstile at which {@code room} may wait; more fail with BUSY. */
    public Turnstile(int room) {
        this(1, room);
    }

    /** As above, for {@code passes} at a time. */
    public Turnstile(int passes, int room) {
        this.passes = passes;
        this.room = room;
    }

    public <T> Uni<T> pass(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            var visit = new Visit<T>(work, emitter);
            emitter.onTermination(visit::cancel);
            if (!admit(visit)) {
                emitter.fail(new BmcFailure(BmcFailure.Kind.BUSY, "too many requests wait for this BMC"));
            }
        });
    }

    private boolean admit(Runnable visit) {
        synchronized (waiting) {
            if (taken == passes) {
                return waiting.size() < room && waiting.add(visit);
            }
            taken++;
        }
        visit.run();
        return true;
    }

    private void next() {
        Runnable visit;
        synchronized (waiting) {
            visit = waiting.poll();
            if (visit == null) {
                taken--;
            }
        }
        if (visit != null) {
            visit.run();
        }
    }

    private final class Visit<T> implements Runnable {
        private final Supplier<Uni<T>> work;
        private final UniEmitter<? super T> emitter;
        private @Nullable Cancellable running;
        private boolean cancelled;

        Visit(Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
            this.work = work;
            this.emitter = emitter;
        }

        @Override
        public void run() {
            synchronized (this) {
                if (cancelled) {
                    next();
                    return;
                }
            }
            var subscription = Uni.createFrom()
                    .deferred(work::get)
                    .onTermination()
                    .invoke(Turnstile.this::next)
                    .subscribe()
                    .with(emitter::complete, emitter::fail);
            synchronized (this) {
                running = subscription;
                if (!cancelled) {
                    return;
                }
            }
            subscription.cancel();
        }

        private void cancel() {
            Cancellable current;
            synchronized (this) {
                cancelled = true;
                current = running;
            }
            if (current != null) {
                current.cancel();
            }
        }
    }
}
