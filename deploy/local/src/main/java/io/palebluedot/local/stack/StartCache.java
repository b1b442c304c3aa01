package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JVM's ahead-of-time cache of one service, kept beside the built application. Without one, the service records what it loads, and writes that when it ends;
 * the cache is then made from it. One that is older than the application, or of another JVM, is deleted. A cache that the JVM cannot use only costs its
 * use.
 */
final class StartCache {

    /** A cache holds objects as the JVM lays them out: who makes it and who uses it must agree. */
    static final String OBJECT_LAYOUT = "-XX:+UseCompactObjectHeaders";

    private static final String NAME = "app-" + Runtime.version() + ".aot";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Mapped where it was made for: pages that nobody relocates stay clean, and half a second is saved. */
    private static final String AT_ITS_ADDRESS = "-XX:ArchiveRelocationMode=0";

    /** Profiles are for the optimizing compiler, which services do not use here; they would make the cache a tenth larger. */
    private static final String NO_PROFILES = "-XX:-AOTRecordTraining";

    private final Path folder;
    private final Path recording;
    /**
     * The cache of one application.
     *
     * @param folder with {@code quarkus-run.jar}
     * @param recording file for what this stack records; another stack of the same checkout has its own
     */
    StartCache(Path folder, Path recording) {
        this.folder = folder;
        this.recording = recording.toAbsolutePath();
    }

    /** Flags by which the JVM uses the cache, or records for it. */
    List<String> flags() {
        try {
            dropStale();
            if (Files.exists(folder.resolve(NAME))) {
                return flags("-XX:AOTCache=" + NAME, AT_ITS_ADDRESS);
            }
            if ("off".equals(System.getenv("PBD_START_CACHE"))) {
                return List.of();
            }
            return flags("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording, NO_PROFILES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> flags(String... more) {
        var flags = new ArrayList<>(List.of("-XX:+UnlockDiagnosticVMOptions", "-Xlog:aot=off", "-Xlog:cds=off"));
        flags.addAll(List.of(more));
        return flags;
    }

    /** Whether a service that has ended left a recording from which the cache can be made. */
    boolean recorded() {
        try {
            return Files.exists(recording) && Files.size(recording) > 0 && !Files.exists(folder.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the cache from the recording; on failure there is none, and the log says why. */
    void make(Path log) {
        try {
            Path made = Files.createTempFile(folder, "app-", ".aot.new");
            if (assemble(made, log) && Files.size(made) > 0) {
                Files.move(made, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(made);
            Files.deleteIfExists(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean assemble(Path cache, Path log) {
        try (var process = ChildProcess.start(new ChildProcess.Command(
                "start-cache",
                "TERM",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + recording,
                        "-XX:AOTCache=" + cache,
                        "-XX:+UseSerialGC",
                        OBJECT_LAYOUT,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        "quarkus-run.jar"),
                Map.of(),
                folder,
                log))) {
            return process.endsWell(LIMIT);
        }
    }

    private void dropStale() throws IOException {
        var built = Files.getLastModifiedTime(folder.resolve("quarkus-run.jar"));
        try (var files = Files.newDirectoryStream(folder, "app*.aot*")) {
            for (Path file : files) {
                boolean current = file.getFileName().toString().equals(NAME)
                        && Files.getLastModifiedTime(file).compareTo(built) >= 0;
                boolean beingMade = file.toString().endsWith(".new")
                        && Files.getLastModifiedTime(file).compareTo(built) >= 0;
                if (!current && !beingMade) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
