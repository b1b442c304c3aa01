package io.palebluedot.simulator.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a model by name, archive or folder; each is read once and shared. */
public final class Models {

    /** The models that ship with the simulator, in the order in which a rack alternates them. */
    public static final List<String> BUILT_IN = List.of("hgx-h200", "smc-h100");

    private final Map<String, ServerLayout> read = new HashMap<>();

    /**
     * The layout of a model.
     *
     * @throws IllegalArgumentException when there is no such model, file or folder
     * @throws UncheckedIOException when it cannot be read as a Redfish tree
     */
    public ServerLayout find(String model) {
        return read.computeIfAbsent(model, Models::load);
    }

    private static ServerLayout load(String model) {
        try (InputStream builtIn = Models.class.getResourceAsStream("/models/" + model + ".json")) {
            if (BUILT_IN.contains(model) && builtIn != null) {
                return ServerLayout.of(ModelFile.read(model, builtIn));
            }
            Path source = Path.of(model);
            if (!Files.exists(source)) {
                throw new IllegalArgumentException(
                        "no such model: " + model + " (built in: " + String.join(", ", BUILT_IN) + "; or a capture)");
            }
            return ServerLayout.of(CaptureReader.read(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
