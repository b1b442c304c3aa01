package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service is started: from its {@code quarkus-app} folder, in little memory, and with the compiler that starts fastest; {@code PBD_JIT=c2}
 * chooses the one that runs fastest.
 */
final class ServiceCommand {

    private final StackConfig config;
    private final LocalKeys keys;

    ServiceCommand(StackConfig config, LocalKeys keys) {
        this.config = config;
        this.keys = keys;
    }

    ChildProcess.Command of(Service service, StartCache cache) {
        return of(service, cache.flags());
    }

    ChildProcess.Command of(Service service, List<String> flags) {
        Path folder = folder(service);
        var line = new ArrayList<String>();
        line.add(java());
        line.addAll(List.of(
                "-Xms32m",
                "-Xmn" + youngMegabytes(heapMegabytes(config, service)) + "m",
                "-Xmx" + heapMegabytes(config, service) + "m",
                "-XX:+UseSerialGC",
                StartCache.OBJECT_LAYOUT,
                "-XX:MaxMetaspaceSize=256m",
                "-XX:ReservedCodeCacheSize=64m",
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (!"c2".equals(System.getenv("PBD_JIT"))) {
            line.add("-XX:TieredStopAtLevel=1");
        }
        line.addAll(flags);
        line.addAll(List.of("-jar", "quarkus-run.jar"));
        return new ChildProcess.Command(
                service.module(), "TERM", line, environment(service), folder, config.log(service.module()));
    }

    /** hardware-service keeps something of each server. */
    static int heapMegabytes(StackConfig config, Service service) {
        return switch (service) {
            case GATEWAY -> 128;
            case HARDWARE -> 112 + config.servers() / 4;
            case INVENTORY, ALLOCATION, WORKFLOW, ALERT -> 112;
        };
    }

    /** A small heap is small in all; of a larger one a quarter, since what waits for slow BMCs dies young. */
    private static int youngMegabytes(int heap) {
        return heap <= 160 ? 8 : heap / 4;
    }

    /** Where the built service is. */
    Path folder(Service service) {
        Path folder = config.repository().resolve(service.module()).resolve("target/quarkus-app");
        if (!Files.exists(folder.resolve("quarkus-run.jar"))) {
            throw new LocalException(service.module() + " is not built: " + folder + " is missing");
        }
        return folder;
    }

    private Map<String, String> environment(Service service) {
        var ports = config.ports();
        var environment = new HashMap<String, String>(keys.environment());
        // The C library keeps a pool of freed memory for each of many threads; one pool is enough.
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(ports.http(service)));
        environment.put("GRPC_PORT", Integer.toString(ports.grpc(service)));
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(ports.postgres()));
        environment.put("DB_NAME", service.database());
        environment.put("DB_USER", service.database());
        environment.put("DB_PASSWORD", keys.password("db-" + service.database()));
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", Integer.toString(ports.redis()));
        environment.put("NATS_URL", "nats://127.0.0.1:" + ports.nats());
        environment.put("TINKERBELL_URL", "http://127.0.0.1:" + ports.kubernetes());
        environment.put("PBD_RULE_FOR_SCALE", Double.toString(config.ruleForScale()));
        for (Service other : Service.values()) {
            environment.put("PBD_" + other.name() + "_GRPC", "127.0.0.1:" + ports.grpc(other));
        }
        switch (service) {
            case ALLOCATION -> {
                environment.put("PBD_USER_KEY_FILE", keys.userKey().toString());
                environment.put("PBD_ADMIN_PASSWORD", keys.password("admin"));
            }
            case HARDWARE -> {
                environment.put("PBD_CREDENTIAL_KEY_FILE", keys.credentialKey().toString());
                environment.put("PBD_HARDWARE_ALLOWED_NETWORKS", "127.0.0.0/8");
                environment.put("PBD_HARDWARE_ALLOW_PLAIN_HTTP", "true");
            }
            case GATEWAY, INVENTORY, WORKFLOW, ALERT -> {}
        }
        return environment;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
