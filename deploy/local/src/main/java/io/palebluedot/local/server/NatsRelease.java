package io.palebluedot.local.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The official release archive; the checksum is the one that the official container image is built with. */
final class NatsRelease implements NatsSource {

    private static final String NAME = "nats-server-v2.15.0-linux-amd64";
    private static final URI ARCHIVE =
            URI.create("https://github.com/nats-io/nats-server/releases/download/v2.15.0/" + NAME + ".tar.gz");
    private static final String SHA256 = "5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "release archive";
    }

    @Override
    public Path fetch(Path work) throws IOException {
        Path archive = work.resolve("release.tar.gz");
        download(archive);
        Checksum.verify(archive, SHA256, "release archive of nats-server");
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(NAME + "/nats-server")) {
                    Path binary = work.resolve("nats-server");
                    Files.copy(tar, binary);
                    return binary;
                }
            }
        }
        throw new IOException("no nats-server in the archive");
    }

    private static void download(Path archive) throws IOException {
        try (var client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var request =
                    HttpRequest.newBuilder(ARCHIVE).timeout(DOWNLOAD_LIMIT).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofFile(archive));
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            // Some of these exceptions have no message.
            throw new IOException("not reachable: " + (e.getMessage() == null ? e : e.getMessage()), e);
        }
    }
}
