package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's ahead-of-time cache of one service, kept beside the built application. Without one, the service records what it loads while it starts; once everything
 * runs, the cache is made from that in the background. One that is older than the application, or of another JVM, is deleted. A cache that the JVM
 * cannot use only costs its use.
 */
final class StartCache {

    private static final String NAME = "app-" + Runtime.version() + ".aot";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;
    private final Path recording;
    private volatile @Nullable ChildProcess maker;
    private volatile boolean stopped;

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
                return List.of("-XX:AOTCache=" + NAME, "-Xlog:aot=off", "-Xlog:cds=off");
            }
            if ("off".equals(System.getenv("PBD_START_CACHE"))) {
                return List.of();
            }
            return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording, "-Xlog:aot=off", "-Xlog:cds=off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the running service records. */
    boolean recording() {
        return Files.exists(recording) && !Files.exists(folder.resolve(NAME));
    }

    /** Ends the recording of a running service and makes the cache; on failure, or when {@link #stop} came first, there is none. The log says why. */
    void train(long pid, Path log) {
        try {
            Tool.run(folder, LIMIT, List.of(program("jcmd"), Long.toString(pid), "AOT.end_recording"));
            Path made = Files.createTempFile(folder, "app-", ".aot.new");
            if (make(made, log) && Files.size(made) > 0) {
                Files.move(made, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(made);
            Files.deleteIfExists(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean make(Path cache, Path log) {
        var process = ChildProcess.start(new ChildProcess.Command(
                "start-cache",
                "TERM",
                List.of(
                        "nice",
                        "-n",
                        "19",
                        program("java"),
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + recording,
                        "-XX:AOTCache=" + cache,
                        "-XX:+UseSerialGC",
                        "-cp",
                        "quarkus-run.jar"),
                Map.of(),
                folder,
                log));
        maker = process;
        try {
            return !stopped && process.endsWell(LIMIT);
        } finally {
            process.close();
        }
    }

    /** No cache is made any more; what is being made is given up. */
    void stop() {
        stopped = true;
        var process = maker;
        if (process != null) {
            process.close();
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

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
