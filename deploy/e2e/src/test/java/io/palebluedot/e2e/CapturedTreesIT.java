package io.palebluedot.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The main job on captured Redfish trees of real machines; every archive in the sample data is a case. */
class CapturedTreesIT {

    @Test
    void theMainJobRunsOnEveryCapturedTree() throws IOException {
        Path folder = sampleData().resolve("redfish-captures");
        assumeThat(folder)
                .as("sample data (PBD_SAMPLE_DATA, default ../shared/data) is not here: captured trees are not tried")
                .exists();
        List<Path> captures;
        try (Stream<Path> files = Files.list(folder)) {
            captures = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .sorted()
                    .toList();
        }
        assertThat(captures).isNotEmpty();
        int offset = 11_000;
        for (Path capture : captures) {
            System.out.println("captured tree " + capture.getFileName());
            try (var stack = new RunningStack(offset, 2, List.of(capture.toString()))) {
                try {
                    stack.demo().run();
                } catch (RuntimeException e) {
                    stack.printLogs();
                    throw e;
                }
            }
            offset += 300;
        }
    }

    private static Path sampleData() {
        String named = System.getenv("PBD_SAMPLE_DATA");
        return named == null
                ? RunningStack.repository().resolveSibling("shared").resolve("data")
                : Path.of(named);
    }
}
