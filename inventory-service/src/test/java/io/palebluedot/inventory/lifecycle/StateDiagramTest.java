package io.palebluedot.inventory.lifecycle;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The diagrams in docs/ are those of the tables. */
class StateDiagramTest {

    private static final Path DOCS = Path.of("../docs");

    @Test
    void theServersDiagramIsThatOfItsTable() {
        Golden.assertMatches(
                DOCS.resolve("states-server.md"),
                StateDiagram.page(
                        "Life of a server",
                        ServerLifecycle.TABLE,
                        ServerState.class,
                        state -> state.status() + " | " + stay(state.patience())));
    }

    @Test
    void theGpusDiagramIsThatOfItsTable() {
        Golden.assertMatches(
                DOCS.resolve("states-gpu.md"),
                StateDiagram.page(
                        "Life of a GPU",
                        GpuLifecycle.TABLE,
                        GpuState.class,
                        state -> state.status() + " | " + stay(state.patience())));
    }

    private static String stay(Duration patience) {
        if (patience == null) {
            return "";
        }
        return patience.toHours() > 0 ? patience.toHours() + " h" : patience.toMinutes() + " min";
    }
}
