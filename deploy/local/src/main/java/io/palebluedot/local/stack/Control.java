package io.palebluedot.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.local.server.LocalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Talk between `pbd` commands and the running supervisor: one line asked, one line of JSON answered, over a socket in the data folder. */
public final class Control {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 100;

    private Control() {}

    /** What a supervisor answers. */
    public record Answer(
            @Nullable String error,
            List<PartStatus> parts,
            @Nullable String api,
            long pid) {}

    /** Serves until the supervisor closes; {@code down} runs {@code onDown}. */
    public static void serve(Supervisor supervisor, StackConfig config, Runnable onDown) throws IOException {
        Path socket = socket(config.data());
        Files.deleteIfExists(socket);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            while (!Thread.currentThread().isInterrupted()) {
                var client = server.accept();
                Thread.ofVirtual().start(() -> answer(client, supervisor, config, onDown));
            }
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    /** Asks the supervisor of a data folder; empty when none runs. */
    public static Optional<Answer> ask(Path data, String line) {
        Path socket = socket(data);
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            String text = reader(channel).readLine();
            if (text == null) {
                return Optional.empty();
            }
            var answer = JSON.readValue(text, Answer.class);
            if (answer.error() != null) {
                throw new LocalException(answer.error());
            }
            return Optional.of(answer);
        } catch (IOException e) {
            // A socket that a killed supervisor left behind.
            return Optional.empty();
        }
    }

    private static void answer(SocketChannel client, Supervisor supervisor, StackConfig config, Runnable onDown) {
        try (client) {
            String line = reader(client).readLine();
            String error = null;
            boolean down = false;
            try {
                down = act(line == null ? "" : line, supervisor);
            } catch (LocalException e) {
                error = e.getMessage();
            }
            var answer = new Answer(
                    error,
                    supervisor.status(),
                    config.ports().api(),
                    ProcessHandle.current().pid());
            client.write(ByteBuffer.wrap((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8)));
            if (down) {
                onDown.run();
            }
        } catch (IOException e) {
            System.err.println("control: " + e.getMessage());
        }
    }

    private static boolean act(String line, Supervisor supervisor) {
        var words = List.of(line.strip().split("\\s+"));
        var known = Map.<String, Consumer<String>>of(
                "kill", supervisor::kill, "start", supervisor::startAgain, "restart", supervisor::restart);
        if (words.size() == 2 && known.containsKey(words.getFirst())) {
            known.get(words.getFirst()).accept(words.get(1));
            return false;
        }
        return switch (line.strip()) {
            case "status" -> false;
            case "down" -> true;
            default -> throw new LocalException("the supervisor does not know '" + line + "'");
        };
    }

    private static BufferedReader reader(SocketChannel channel) {
        return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /** The operating system takes about a hundred bytes for the name of a socket. */
    static void requireShortEnough(Path data) {
        int length = socket(data).toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_NAME) {
            throw new LocalException("the data folder's name is too long by " + (length - LONGEST_NAME)
                    + " bytes for a socket in it: name a shorter one with --data");
        }
    }

    private static Path socket(Path data) {
        return data.resolve("run").resolve("control.sock");
    }
}
