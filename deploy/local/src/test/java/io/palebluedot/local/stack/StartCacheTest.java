package io.palebluedot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

    private static final String NAME = "app-" + Runtime.version() + ".aot";

    @TempDir
    private Path folder;

    private StartCache cache;

    @BeforeEach
    void build() throws IOException {
        Files.writeString(folder.resolve("quarkus-run.jar"), "application");
        cache = new StartCache(folder, folder.resolve("recording"));
    }

    @Test
    void recordsWhenThereIsNone() throws IOException {
        assertThat(cache.flags()).contains("-XX:AOTMode=record", "-XX:AOTConfiguration=" + folder.resolve("recording"));
        assertThat(cache.recorded()).isFalse();
        Files.writeString(folder.resolve("recording"), "recorded");
        assertThat(cache.recorded()).isTrue();
    }

    @Test
    void usesOneThatIsNewerThanTheApplication() throws IOException {
        Files.writeString(folder.resolve(NAME), "cache");
        assertThat(cache.flags()).contains("-XX:AOTCache=" + NAME).doesNotContain("-XX:AOTMode=record");
    }

    @Test
    void dropsOneThatIsOlderThanTheApplication() throws IOException {
        Path old = Files.writeString(folder.resolve(NAME), "cache");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(cache.flags()).contains("-XX:AOTMode=record");
        assertThat(old).doesNotExist();
    }

    @Test
    void dropsOneOfAnotherJvm() throws IOException {
        Path other = Files.writeString(folder.resolve("app-25.0.0+1.aot"), "cache");
        assertThat(cache.flags()).contains("-XX:AOTMode=record");
        assertThat(other).doesNotExist();
    }

    @Test
    void aRecordingThatCannotBeUsedGivesNoCacheAndALogThatSaysWhy() throws IOException {
        Files.writeString(folder.resolve("recording"), "not a recording");
        Path log = folder.resolve("train.log");
        cache.make(log);
        assertThat(log).isNotEmptyFile();
        assertThat(folder.resolve(NAME)).doesNotExist();
        assertThat(cache.recorded()).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).doesNotContain("recording");
        }
    }
}
