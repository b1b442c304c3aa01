package io.palebluedot.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line of {@code pbd status}.
 *
 * @param state starting, ready, crashed (will be started again), stopped (by hand)
 * @param rssKib resident memory, 0 when unknown
 * @param pssKib as {@code rssKib}, but a page that n processes share counts as an n-th in each: of these the sums mean something
 * @param startMillis from its start to ready, -1 when not ready yet
 * @param restarts how often it was started again because it died
 */
public record PartStatus(
        String name,
        long pid,
        int port,
        String state,
        long rssKib,
        long pssKib,
        long uptimeSeconds,
        long startMillis,
        int restarts) {

    static long residentKib(long pid) {
        return kib(pid, "status", "VmRSS:");
    }

    static long proportionalKib(long pid) {
        return kib(pid, "smaps_rollup", "Pss:");
    }

    private static long kib(long pid, String file, String field) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
