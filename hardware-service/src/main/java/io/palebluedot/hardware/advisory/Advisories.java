package io.palebluedot.hardware.advisory;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.hardware.HardwareConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The known ways past a BMC's login, by firmware: those that are built in, and those of the operator's file. */
@ApplicationScoped
public class Advisories {

    private static final String BUILT_IN = "/catalogue/bmc-advisories.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Advisory>> LIST = new TypeReference<>() {};

    private final List<Advisory> advisories;

    /** Fails where the operator's file cannot be read. */
    public Advisories(HardwareConfig config) {
        var all = new ArrayList<>(builtIn());
        config.discovery().advisoriesFile().ifPresent(path -> all.addAll(read(path)));
        this.advisories = List.copyOf(all);
    }

    /** One sentence for each that the firmware is concerned by. */
    public List<String> about(BmcFirmware bmc) {
        return advisories.stream()
                .map(advisory -> advisory.about(bmc))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static List<Advisory> builtIn() {
        try (InputStream in = Advisories.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("resource " + BUILT_IN + " is missing");
            }
            return JSON.readValue(in, LIST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Advisory> read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), LIST);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "pbd.hardware.discovery.advisories-file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
