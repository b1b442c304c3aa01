package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.Ports;
import io.palebluedot.local.stack.StackConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data is and which ports are used: the options that every command shares. */
final class StackOptions {

    private static final int HIGHEST_OFFSET = 40_000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder (default: .pbd in the checkout, or PBD_DATA).")
    @Nullable
    Path data;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Added to every port (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:PBD_PORT_OFFSET:-0}")
    int portOffset;

    Path dataFolder() {
        if (data != null) {
            return asTheCallerSees(data);
        }
        String named = System.getenv("PBD_DATA");
        return named == null || named.isBlank() ? repository().resolve(".pbd") : asTheCallerSees(Path.of(named));
    }

    StackConfig config(int servers, List<String> models, double rackSpeed, double ruleForScale) {
        if (portOffset < 0 || portOffset > HIGHEST_OFFSET) {
            throw new LocalException("--port-offset must be from 0 to " + HIGHEST_OFFSET);
        }
        if (servers < 1 || servers > 1000) {
            throw new LocalException("--servers must be from 1 to 1000");
        }
        if (!(rackSpeed > 0 && rackSpeed <= 100)) {
            throw new LocalException("--rack-speed must be above 0 and at most 100");
        }
        return new StackConfig(
                repository(), dataFolder(), new Ports(portOffset), servers, absolute(models), rackSpeed, ruleForScale);
    }

    /** The checkout: deploy/pbd tells it. */
    static Path repository() {
        return Path.of(System.getProperty("pbd.repository", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** deploy/pbd changes into the checkout; relative names are meant from where it was called. */
    private static Path asTheCallerSees(Path path) {
        return Path.of(System.getProperty("pbd.caller", ""))
                .toAbsolutePath()
                .resolve(path)
                .normalize();
    }

    private static List<String> absolute(List<String> models) {
        var all = new ArrayList<String>();
        for (String model : models) {
            Path file = asTheCallerSees(Path.of(model));
            if (Files.exists(file)) {
                all.add(file.toString());
            } else if (model.contains("/") || model.contains(".")) {
                throw new LocalException("no such model: " + file);
            } else {
                all.add(model);
            }
        }
        return all;
    }
}
