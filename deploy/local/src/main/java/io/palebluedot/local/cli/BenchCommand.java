package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures beside a yardstick in the same run: events, start.")
final class BenchCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "events | start")
    String name = "";

    @Option(names = "--json", description = "Figures as JSON.")
    boolean json;

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
        return new ProcessBuilder(line).inheritIO().start().waitFor();
    }
}
