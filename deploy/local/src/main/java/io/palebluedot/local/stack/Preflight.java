package io.palebluedot.local.stack;

import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.server.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;

/** What must hold before anything is started; each failure says what to do about it. */
final class Preflight {

    static final long LEAST_FREE_BYTES = 1L << 30;

    private final StackConfig config;

    Preflight(StackConfig config) {
        this.config = config;
    }

    /** Checks everything and takes the data folder; whoever closes the answer gives it back. */
    FileChannel takeDataFolder() {
        try {
            Files.createDirectories(config.run());
            Files.setPosixFilePermissions(config.run(), PosixFilePermissions.fromString("rwx------"));
            Control.requireShortEnough(config.data());
            requireSpace(Files.getFileStore(config.data()).getUsableSpace(), config.data());
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + config.data() + " cannot be used: " + e, e);
        }
        var lock = lock();
        try {
            requireFreePorts();
            return lock;
        } catch (LocalException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    static void requireSpace(long freeBytes, Path data) {
        if (freeBytes < LEAST_FREE_BYTES) {
            throw new LocalException("only " + (freeBytes >> 20) + " MiB are free under " + data + "; at least "
                    + (LEAST_FREE_BYTES >> 20) + " MiB are needed: free some, or name another folder with --data");
        }
    }

    private FileChannel lock() {
        try {
            var channel =
                    FileChannel.open(config.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process: as good as held by another.
            }
            channel.close();
            throw new LocalException("another pbd starts or runs on " + config.data()
                    + ": wait for it or run 'deploy/pbd down', or name another folder with --data");
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + config.data() + " cannot be locked: " + e, e);
        }
    }

    private void requireFreePorts() {
        var ports = config.ports();
        var needed = new LinkedHashMap<Integer, String>();
        needed.put(ports.postgres(), "postgresql");
        needed.put(ports.redis(), "redis");
        needed.put(ports.nats(), "nats");
        needed.put(ports.natsMonitoring(), "nats' monitoring");
        needed.put(ports.simulator(), "the simulator");
        needed.put(ports.kubernetes(), "the simulator's Kubernetes API");
        for (Service service : Service.values()) {
            needed.put(ports.http(service), service.module());
            if (service != Service.GATEWAY) {
                needed.put(ports.grpc(service), service.module() + " (gRPC)");
            }
        }
        needed.forEach(Sockets::requireFree);
    }

    static void closeQuietly(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
