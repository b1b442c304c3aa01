package io.palebluedot.local.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is simulated. */
final class RackOptions {

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "Simulated servers (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    int servers;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Built-in model, or a captured Redfish tree (folder or .tar.gz); repeat for a mixed rack.")
    List<String> models = new ArrayList<>();

    @Option(
            names = "--rack-speed",
            paramLabel = "FACTOR",
            description = "How many times as fast as real hardware the rack is (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    double rackSpeed;

    @Option(
            names = "--rule-for-scale",
            paramLabel = "FACTOR",
            description = "Factor on how long alert rules wait (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    double ruleForScale;

    @Option(names = "--docker", description = "Run the servers in containers; needs a Docker engine.")
    boolean docker;
}
