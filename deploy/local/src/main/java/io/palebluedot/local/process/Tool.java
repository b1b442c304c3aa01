package io.palebluedot.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a command to its end and gives back what it said. */
public final class Tool {

    private Tool() {}

    /** Exit code and output, standard error included. */
    public record Result(int exitCode, String output) {
        public boolean ok() {
            return exitCode == 0;
        }

        /** Fails with the last line of the output unless the command succeeded. */
        public void orThrow() throws IOException {
            if (!ok()) {
                var lines = output.strip().lines().toList();
                throw new IOException(lines.isEmpty() ? "exit code " + exitCode : lines.getLast());
            }
        }
    }

    /** Runs the command in {@code folder}; a command that is missing or takes too long has the exit code 127 or 124. */
    public static Result run(Path folder, Duration limit, List<String> line) {
        try {
            var process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            var late = new AtomicBoolean();
            var killer = Thread.ofVirtual().start(() -> endAfter(process, limit, late));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            killer.interrupt();
            return late.get()
                    ? new Result(124, output + "\nno end after " + limit.toSeconds() + " s")
                    : new Result(code, output);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(124, "interrupted");
        }
    }

    /** The one file in {@code folder} with that ending. */
    public static Path only(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no *" + ending + " came"));
        }
    }

    private static void endAfter(Process process, Duration limit, AtomicBoolean late) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
