package io.palebluedot.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line of {@code pbd status}.
 *
 * @param state starting, ready, crashed (will be started again), stopped (by hand)
 * @param rssKib resident memory, 0 when unknown
 * @param startMillis from its start to ready, -1 when not ready yet
 * @param restarts how often it was started again because it died
 */
public record PartStatus(
        String name,
        long pid,
        int port,
        String state,
        long rssKib,
        long uptimeSeconds,
        long startMillis,
        int restarts) {

    static long residentKib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
