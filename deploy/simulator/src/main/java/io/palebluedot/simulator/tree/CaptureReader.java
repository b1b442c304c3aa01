package io.palebluedot.simulator.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a recording made by the Redfish mockup tools: one {@code index.json} per resource under a {@code redfish}
 * folder at any depth, in a folder or a {@code .tar.gz}. Other files are skipped.
 */
final class CaptureReader {

    private static final int LARGEST_RESOURCE = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> resources = new HashMap<>();

    private CaptureReader() {}

    static ResourceTree read(Path source) throws IOException {
        CaptureReader reader = new CaptureReader();
        if (Files.isDirectory(source)) {
            reader.folder(source);
        } else {
            reader.archive(source);
        }
        if (!reader.resources.containsKey("/redfish/v1")) {
            throw new IOException(source + " holds no redfish/v1/index.json");
        }
        return new ResourceTree(String.valueOf(source.getFileName()), true, reader.resources);
    }

    private void folder(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(file -> file.endsWith("index.json")).toList();
        }
        for (Path file : files) {
            if (Files.size(file) <= LARGEST_RESOURCE) {
                add(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private void archive(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().endsWith("/index.json") && entry.getSize() <= LARGEST_RESOURCE) {
                    add(entry.getName(), tar.readNBytes((int) entry.getSize()));
                }
            }
        }
    }

    private void add(String name, byte[] content) throws IOException {
        String path = "/" + name.replace('\\', '/');
        int start = path.indexOf("/redfish/");
        int end = path.length() - "/index.json".length();
        if (start < 0 || end <= start) {
            return;
        }
        JsonNode resource = JSON.readTree(content);
        if (resource instanceof ObjectNode object) {
            resources.put(path.substring(start, end), object);
        }
    }
}
