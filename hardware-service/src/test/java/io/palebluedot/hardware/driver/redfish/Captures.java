package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.palebluedot.hardware.SampleData;
import io.palebluedot.hardware.driver.Depth;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Whole Redfish trees of real machines: one index.json per resource in an archive. */
final class Captures {

    private Captures() {}

    static List<Path> all() {
        return SampleData.files("redfish-captures", ".tar.gz");
    }

    static Path named(String name) {
        return all().stream()
                .filter(f -> f.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new org.opentest4j.TestAbortedException("no capture " + name));
    }

    static Map<String, JsonNode> resources(Path archive) {
        var resources = new HashMap<String, JsonNode>();
        try (var in = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                int redfish = entry.getName().indexOf("/redfish/");
                if (redfish >= 0 && entry.getName().endsWith("/index.json")) {
                    String path =
                            entry.getName().substring(redfish, entry.getName().length() - "/index.json".length());
                    resources.put(path, RedfishJson.MAPPER.readTree(in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resources;
    }

    /** The part of a tree that the plan asks for at discovery, round by round, as the driver reads it. */
    static Tree crawled(Map<String, JsonNode> all) {
        return crawled(all, Depth.OVERVIEW);
    }

    static Tree crawled(Map<String, JsonNode> all, Depth depth) {
        var read = new HashMap<String, JsonNode>();
        for (var missing = TreePlan.missing(new Tree(read), depth);
                !missing.isEmpty();
                missing = TreePlan.missing(new Tree(read), depth)) {
            missing.forEach(want -> read.put(
                    want.path(),
                    Kept.of(all.getOrDefault(want.path(), MissingNode.getInstance())
                            .deepCopy())));
        }
        return new Tree(read);
    }
}
