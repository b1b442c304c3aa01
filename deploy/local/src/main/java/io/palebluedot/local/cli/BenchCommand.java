package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures beside a yardstick in the same run: bmc, events, start.")
final class BenchCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "bmc | events | start")
    String name = "";

    @Option(names = "--json", description = "Figures as JSON.")
    boolean json;

    @Option(names = "--servers", description = "Simulated servers of bmc (default: 1000).")
    @Nullable
    Integer servers;

    @Option(names = "--window", paramLabel = "SECONDS", description = "How long bmc watches the polls (default: 190).")
    @Nullable
    Integer window;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path jar = StackOptions.repository().resolve("deploy/bench/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new LocalException("the benchmarks are not built: " + jar + " is missing");
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpbd.repository=" + StackOptions.repository(),
                "-Dpbd.data=" + stack.dataFolder(),
                "-jar",
                jar.toString(),
                name));
        if (json) {
            line.add("--json");
        }
        if (servers != null) {
            line.addAll(List.of("--servers", servers.toString()));
        }
        if (window != null) {
            line.addAll(List.of("--window", window.toString()));
        }
        return new ProcessBuilder(line).inheritIO().start().waitFor();
    }
}
