package io.palebluedot.local.server;

import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Debian's package, unpacked without installing it; apt verifies it against the signed package list. */
final class NatsDebian implements NatsSource {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "Debian package nats-server";
    }

    @Override
    public Path fetch(Path work) throws IOException {
        Tool.run(work, LIMIT, List.of("apt-get", "download", "nats-server")).orThrow();
        Path unpacked = work.resolve("unpacked");
        String deb = Tool.only(work, ".deb").toString();
        Tool.run(work, LIMIT, List.of("dpkg", "-x", deb, unpacked.toString())).orThrow();
        return Stream.of("usr/sbin/nats-server", "usr/bin/nats-server")
                .map(unpacked::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("no nats-server in the package"));
    }
}
