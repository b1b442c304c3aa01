package io.palebluedot.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where unpacked and downloaded servers are kept: {@code .pbd/tools} of the checkout, shared by tests and launcher. */
public final class Tools {

    private Tools() {}

    /** The folder, for a process that runs somewhere inside a checkout; else one in the user's temporary folder. */
    public static Path ofCheckout() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("deploy/pbd"))) {
                return folder.resolve(".pbd/tools");
            }
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "pbd-tools");
    }

    /** Deletes a folder and all that is in it; nothing happens when there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
