package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.Turnstile;
import io.palebluedot.hardware.driver.ipmi.lan.Greeting;
import io.palebluedot.hardware.driver.ipmi.lan.Lan;
import io.palebluedot.hardware.driver.ipmi.lan.Peer;
import io.palebluedot.hardware.driver.ipmi.lan.Session;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.CompletionCode;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Talks to one BMC as one user: one command at a time, in one session that is reused, closed when idle and in the end. */
final class IpmiClient {

    private static final int ROOM = 256;
    private static final int BUSY_RETRIES = 3;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(200);

    private final Turnstile turnstile = new Turnstile(ROOM);
    private final LoginPause pause = new LoginPause();
    private final Lan lan;
    private final Supplier<Uni<Peer>> address;
    private final Login login;
    private final IdleWatch idle;
    private final SensorMemory memory = new SensorMemory();
    private volatile @Nullable Session session;
    private volatile @Nullable Greeting greeting;

    IpmiClient(Lan lan, Vertx vertx, Supplier<Uni<Peer>> address, Login login, Duration idleTimeout) {
        this.lan = lan;
        this.address = address;
        this.login = login;
        this.idle = new IdleWatch(vertx, idleTimeout, this::close);
    }

    /** What was learnt of the sensors of this BMC. */
    SensorMemory memory() {
        return memory;
    }

    /** Passes when the login is accepted. */
    Uni<Session> logIn() {
        return atCaller(turnstile.pass(this::session));
    }

    /** What the BMC tells strangers; asked anew. */
    Uni<Greeting> examine() {
        return atCaller(turnstile.pass(this::greetings));
    }

    /** The answer whatever its completion code; a lost session is entered once more. */
    Uni<Reply> ask(Command command) {
        return atCaller(turnstile.pass(() -> patiently(command, BUSY_RETRIES)));
    }

    /** The octets of a success. */
    Uni<Octets> get(Command command) {
        return ask(command).map(Reply::orFail);
    }

    Uni<Octets> get(int netFn, int code, int... data) {
        return get(Command.of(netFn, code, data));
    }

    Uni<Void> close() {
        return turnstile.pass(this::leave);
    }

    /** Answers come on the port's event loop; they go on where the question came from. */
    private static <T> Uni<T> atCaller(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            var caller = Vertx.currentContext();
            return caller == null ? work : work.emitOn(task -> caller.runOnContext(v -> task.run()));
        });
    }

    private Uni<Reply> patiently(Command command, int retries) {
        return once(command)
                .chain(reply -> reply.is(CompletionCode.NODE_BUSY) && retries > 0
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(BUSY_PAUSE)
                                .chain(() -> patiently(command, retries - 1))
                        : Uni.createFrom().item(reply));
    }

    private Uni<Reply> once(Command command) {
        boolean reused = session != null;
        return session()
                .chain(s -> s.ask(command))
                .onFailure(e -> reused && lost(e))
                .recoverWithUni(() -> {
                    session = null;
                    return session().chain(s -> s.ask(command));
                })
                .onFailure(IpmiClient::lost)
                .invoke(() -> session = null)
                .invoke(idle::used);
    }

    /** A BMC that has lost a session does not say so: it says nothing. */
    private static boolean lost(Throwable e) {
        return e instanceof BmcFailure f
                && (f.kind() == BmcFailure.Kind.TIMEOUT || f.kind() == BmcFailure.Kind.MALFORMED);
    }

    private Uni<Session> session() {
        var open = session;
        return open != null ? Uni.createFrom().item(open) : enter();
    }

    private Uni<Session> enter() {
        pause.check();
        var known = greeting;
        return (known != null ? Uni.createFrom().item(known) : greetings())
                .chain(g -> address.get().chain(peer -> lan.logIn(peer, login, g)))
                .onFailure(IpmiClient::refused)
                .invoke(pause::refused)
                .onFailure()
                .invoke(() -> greeting = null)
                .invoke(this::entered);
    }

    private void entered(Session open) {
        pause.accepted();
        session = open;
        idle.used();
    }

    private Uni<Greeting> greetings() {
        return address.get().chain(lan::examine).invoke(g -> greeting = g);
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == BmcFailure.Kind.UNAUTHORIZED;
    }

    private Uni<Void> leave() {
        var open = session;
        session = null;
        return open == null ? Uni.createFrom().voidItem() : open.close();
    }
}
