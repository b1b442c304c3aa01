package io.palebluedot.hardware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real outputs of real devices, which the project does not copy: tests find them by pattern, or are skipped saying so. */
public final class SampleData {

    private SampleData() {}

    /** The folder, from PBD_SAMPLE_DATA or beside the repository. */
    public static Path folder(String name) {
        String told = System.getenv("PBD_SAMPLE_DATA");
        var places = told == null
                ? List.of(Path.of("../../shared/data"), Path.of("../shared/data"))
                : List.of(Path.of(told));
        var found = places.stream()
                .map(p -> p.resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "no sample data: set PBD_SAMPLE_DATA to the folder that holds " + name);
        return found.orElseThrow();
    }

    public static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
