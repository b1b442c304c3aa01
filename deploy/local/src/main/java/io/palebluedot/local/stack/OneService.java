package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.secrets.LocalKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A single service, started with the flags and settings that it has in the stack, without a start cache and without the other services. */
public final class OneService implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);

    private final ChildProcess process;

    private OneService(ChildProcess process) {
        this.process = process;
    }

    /** Starts it and waits until it is ready; its servers must run on the ports of {@code config}. */
    public static OneService start(StackConfig config, LocalKeys keys, Service service, Duration limit) {
        var process = ChildProcess.start(new ServiceCommand(config, keys).of(service, List.of()));
        var readiness = new Readiness(config.ports().http(service), "/q/health/ready");
        long end = System.nanoTime() + limit.toNanos();
        while (!readiness.answers()) {
            if (!process.alive() || System.nanoTime() > end) {
                String words = process.lastWords();
                process.kill();
                throw new IllegalStateException(service.module() + " did not become ready" + words);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return new OneService(process);
    }

    /** The heap that the launcher gives it. */
    public static int heapMegabytes(StackConfig config, Service service) {
        return ServiceCommand.heapMegabytes(config, service);
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        process.close();
    }
}
