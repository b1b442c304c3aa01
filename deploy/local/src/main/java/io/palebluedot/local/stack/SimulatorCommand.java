package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.server.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the simulated rack is started. */
final class SimulatorCommand {

    private final StackConfig config;

    SimulatorCommand(StackConfig config) {
        this.config = config;
    }

    ChildProcess.Command command() {
        Path jar = config.repository().resolve("deploy/simulator/target/simulator.jar");
        if (!Files.exists(jar)) {
            throw new LocalException("the simulator is not built: " + jar + " is missing");
        }
        var line = new ArrayList<>(List.of(
                ServiceCommand.java(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString(),
                "--servers",
                Integer.toString(config.servers()),
                "--control-port",
                Integer.toString(config.ports().simulator()),
                "--kubernetes-port",
                Integer.toString(config.ports().kubernetes()),
                "--bmc-port",
                Integer.toString(config.ports().bmc()),
                "--ipmi-port",
                Integer.toString(config.ports().ipmi()),
                "--switches",
                "1",
                "--gnmi-port",
                Integer.toString(config.ports().gnmi()),
                "--first-index",
                Integer.toString(config.firstIndex()),
                "--speed",
                Double.toString(config.rackSpeed()),
                "--state-dir",
                config.data().resolve("simulator").toString()));
        config.models().forEach(model -> line.addAll(List.of("--model", model)));
        return new ChildProcess.Command("simulator", "TERM", line, Map.of(), config.data(), config.log("simulator"));
    }
}
