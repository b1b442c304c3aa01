package io.palebluedot.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Log files of child processes. */
final class Logs {

    private static final long LARGEST = 16L << 20;
    private static final int TAIL_BYTES = 2_000;
    private static final int TAIL_LINES = 4;

    private Logs() {}

    /** Makes the folder; a log that has grown large becomes {@code NAME.1}, in place of the one before. */
    static void prepare(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log) && Files.size(log) > LARGEST) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines, and where the log is. */
    static String lastWords(Path log) {
        List<String> lines;
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] tail = new byte[TAIL_BYTES];
            int n = Math.max(0, file.read(tail));
            lines = new String(tail, 0, n, StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
        } catch (IOException e) {
            lines = List.of();
        }
        var last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        return (last.isEmpty() ? "" : "; its last words:\n  " + String.join("\n  ", last)) + "\nThe log is " + log;
    }
}
