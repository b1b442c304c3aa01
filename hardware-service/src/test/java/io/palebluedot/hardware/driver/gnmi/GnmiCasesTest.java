package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.gnmi.proto.SubscribeResponse;
import com.google.protobuf.util.JsonFormat;
import io.palebluedot.hardware.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Notifications of real targets against what another exporter makes of them. That one names fields by paths of its own cutting, adds
 * {@code source} and {@code path} to the tags, turns chosen leaves ({@code descr/description}) into tags, and a deleted path into an
 * {@code operation}; everything else has to be equal.
 */
class GnmiCasesTest {

    private static final Set<String> ADDED = Set.of("source", "path");

    /** A value of either side; {@code at} in nanoseconds. */
    private record Point(String leaf, String value, Map<String, String> tags, long at) {}

    @TestFactory
    Stream<DynamicTest> everyValueIsTheOneOfTheOtherExporter() throws IOException {
        try {
            return cases().stream()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> compare(f)));
        } catch (TestAbortedException noData) {
            // An aborted factory would not be counted as skipped.
            return Stream.of(DynamicTest.dynamicTest("cases", () -> {
                throw noData;
            }));
        }
    }

    private static List<Path> cases() throws IOException {
        try (var folders = Files.list(SampleData.folder("gnmi"))) {
            var cases = folders.filter(f -> Files.exists(f.resolve("responses.json")))
                    .sorted()
                    .toList();
            assertThat(cases).isNotEmpty();
            return cases;
        }
    }

    private static void compare(Path folder) throws IOException {
        var expected = LineProtocol.read(SampleData.text(folder.resolve("expected.out")));
        var decoded = decoded(SampleData.text(folder.resolve("responses.json")));
        var ours = points(decoded);
        var wanted = new ArrayList<Point>();
        var leavesAsTags = new HashSet<String>();
        for (var line : expected) {
            var tags = plain(line.tags());
            line.fields().forEach((name, value) -> wanted.add(new Point(last(name), value, tags, line.at())));
            line.fields().keySet().forEach(name -> hasName(decoded, name));
            line.tags().forEach((name, value) -> {
                if (name.contains("/")) {
                    leavesAsTags.add(last(name));
                    // Told at another time than the line that it is a tag of.
                    take(ours, last(name), value, tags);
                }
            });
        }
        // An empty tag is no tag.
        ours.removeIf(p -> leavesAsTags.contains(p.leaf()) && p.value().isEmpty());
        assertThat(wanted).isNotEmpty();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static void take(List<Point> ours, String leaf, String value, Map<String, String> tags) {
        boolean taken = ours.removeIf(p ->
                p.leaf().equals(leaf) && p.value().equals(value) && p.tags().equals(tags));
        assertThat(taken).as("%s=%s of %s among %s", leaf, value, tags, ours).isTrue();
    }

    private static Map<String, String> plain(Map<String, String> tags) {
        var plain = new TreeMap<>(tags);
        plain.keySet().removeIf(name -> ADDED.contains(name) || name.contains("/"));
        return plain;
    }

    /** Their cut of a path is the end of ours. */
    private static void hasName(List<GnmiNotification> decoded, String name) {
        String end = name.startsWith("/") ? name : "/" + name;
        if (!name.equals("operation")) {
            assertThat(decoded)
                    .flatExtracting(Series::of)
                    .extracting(s -> "/" + s.name())
                    .anyMatch(full -> full.endsWith(end));
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static List<Point> points(List<GnmiNotification> decoded) {
        var points = new ArrayList<Point>();
        for (var notification : decoded) {
            long at = ChronoUnit.NANOS.between(Instant.EPOCH, notification.at());
            for (var series : Series.of(notification)) {
                points.add(new Point(last(series.name()), series.value().asText(), series.labels(), at));
            }
            notification
                    .deletes()
                    .forEach(gone -> points.add(new Point("operation", "delete", Series.labels(gone), at)));
        }
        return points;
    }

    private static List<GnmiNotification> decoded(String json) throws IOException {
        var reader = new NotificationReader(100_000);
        var decoded = new ArrayList<GnmiNotification>();
        for (JsonNode answer : new ObjectMapper().readTree(json)) {
            var response = SubscribeResponse.newBuilder();
            JsonFormat.parser().merge(answer.toString(), response);
            if (response.hasUpdate()) {
                decoded.add(reader.read(response.getUpdate()));
            }
        }
        return decoded;
    }
}
