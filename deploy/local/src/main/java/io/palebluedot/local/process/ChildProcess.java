package io.palebluedot.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child process behind a small shell that holds a pipe to this process: when this process ends, even by SIGKILL, the pipe closes and the shell
 * ends the child.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SHELL = script();

    private final String name;
    private final Path log;
    private final Process shell;

    private ChildProcess(String name, Path log, Process shell) {
        this.name = name;
        this.log = log;
        this.shell = shell;
    }

    /**
     * What to start.
     *
     * @param endSignal signal that asks the command to end in good order, such as TERM
     * @param folder its working directory
     * @param log file that its output is appended to
     */
    public record Command(
            String name, String endSignal, List<String> line, Map<String, String> environment, Path folder, Path log) {}

    /** Starts the command; throws {@link UncheckedIOException} when it cannot be started. */
    public static ChildProcess start(Command command) {
        try {
            Logs.prepare(command.log());
            var line = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "pbd-" + command.name(), command.endSignal()));
            line.addAll(command.line());
            var builder = new ProcessBuilder(line)
                    .directory(command.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()));
            builder.environment().putAll(command.environment());
            return new ChildProcess(command.name(), command.log(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(command.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    public boolean alive() {
        return shell.isAlive();
    }

    /** Waits for the command's end; true when it came in time with exit code 0. */
    public boolean endsWell(Duration limit) {
        try {
            return shell.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && shell.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Process id of the command itself, or of the shell while the command is not there yet. */
    public long pid() {
        return command().pid();
    }

    /** The end of its log and where the rest is, for the message that tells of a failed start. */
    public String lastWords() {
        return Logs.lastWords(log);
    }

    /** Sends SIGKILL to the command, as a crash would. */
    public void kill() {
        command().destroyForcibly();
        await();
    }

    /** Asks the command to end and waits; after some patience it is killed. */
    @Override
    public void close() {
        if (shell.isAlive()) {
            // Not the process's own destroy, which closes the pipe too: that means the parent is gone, and leaves less
            // time.
            shell.toHandle().destroy();
            await();
        }
    }

    private void await() {
        try {
            if (!shell.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The first child of the shell is the command; the second is the watcher on the pipe. */
    private ProcessHandle command() {
        return shell.children()
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .orElse(shell.toHandle());
    }

    @Override
    public String toString() {
        return name + "[" + shell.pid() + "]";
    }

    private static String script() {
        try (InputStream in = ChildProcess.class.getResourceAsStream("with-parent.sh")) {
            if (in == null) {
                throw new IllegalStateException("with-parent.sh is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
