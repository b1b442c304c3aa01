package io.palebluedot.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from their Maven artifact. */
final class PostgresArchive {

    private static final String RESOURCE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "18.6";
    private static final int OWNER_RUNS = 0100;

    private PostgresArchive() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    static synchronized Path unpack(Path tools) throws IOException {
        Path home = tools.toAbsolutePath().resolve("postgresql-" + VERSION);
        if (Files.exists(home.resolve("bin/postgres"))) {
            return home;
        }
        Files.createDirectories(tools);
        Path unpacking = Files.createTempDirectory(tools, "postgresql-");
        try (InputStream in = PostgresArchive.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new LocalException("there is no PostgreSQL for this machine's architecture in the class path");
            }
            unpack(in, unpacking);
            Files.move(unpacking, home);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was as quick; its copy is as good.
            return home;
        } finally {
            Tools.delete(unpacking);
        }
        return home;
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new LocalException("archive entry outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean runs = (entry.getMode() & OWNER_RUNS) != 0;
                    var mode = PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--");
                    Files.setPosixFilePermissions(file, mode);
                }
            }
        }
    }
}
