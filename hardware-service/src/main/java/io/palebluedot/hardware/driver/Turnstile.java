package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many pieces of work through at a time, in the order of arrival: one where a BMC gets one request at once. */
public final class Turnstile {

    private final int passes;
    private final int room;
    private final Duration rest;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** A turnstile at which {@code room} may wait; more fail with BUSY. */
    public Turnstile(int room) {
        this(1, room, Duration.ZERO);
    }

    /** As above, for {@code passes} at a time. */
    public Turnstile(int passes, int room) {
        this(passes, room, Duration.ZERO);
    }

    private Turnstile(int passes, int room, Duration rest) {
        this.passes = passes;
        this.room = room;
        this.rest = rest;
    }

    /**
     * As {@link #Turnstile(int)}, but the next waits for {@code rest} after work that was given up, by time-out or by who asked: the other side
     * may not have heard of it yet, and would see two at once.
     */
    public static Turnstile resting(int room, Duration rest) {
        return new Turnstile(1, room, rest);
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

    private void leave(@Nullable Object item, @Nullable Throwable failure, boolean cancelled) {
        if (rest.isZero() || !(cancelled || (failure instanceof BmcFailure f && leftBehind(f.kind())))) {
            next();
            return;
        }
        Uni.createFrom().voidItem().onItem().delayIt().by(rest).subscribe().with(rested -> next());
    }

    /** Answers that were not waited for, or not read to their end. */
    private static boolean leftBehind(BmcFailure.Kind kind) {
        return kind == BmcFailure.Kind.TIMEOUT || kind == BmcFailure.Kind.MALFORMED;
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
                    .invoke(Turnstile.this::leave)
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
