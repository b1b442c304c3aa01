package io.palebluedot.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file under src/test/resources; {@code -Dpbd.golden.update=true} writes the file instead. */
public final class Golden {

    private Golden() {}

    public static void assertMatches(Path file, String actual) {
        try {
            if (Boolean.getBoolean("pbd.golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as("golden file; write it with -Dpbd.golden.update=true")
                    .exists();
            assertThat(actual).as("golden file %s", file).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
