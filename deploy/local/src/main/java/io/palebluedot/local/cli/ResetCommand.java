package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Ends everything and deletes its data, secrets included; downloaded tools stay.")
final class ResetCommand implements Callable<Integer> {

    private static final List<String> OWN =
            List.of("postgresql", "redis", "nats", "simulator", "logs", "run", "secrets");

    @Mixin
    StackOptions stack = new StackOptions();

    @Option(names = "--yes", description = "Does not ask.")
    boolean yes;

    @Override
    public Integer call() throws IOException {
        Path data = stack.dataFolder();
        if (!yes && !confirmed(data)) {
            System.out.println("nothing was deleted");
            return 1;
        }
        new Background(stack.config(1, List.of(), 1, 1)).stop(System.out::println);
        for (String folder : OWN) {
            delete(data.resolve(folder));
        }
        System.out.println("deleted the data in " + data);
        return 0;
    }

    private static boolean confirmed(Path data) {
        var console = Terminal.console();
        if (console == null) {
            throw new LocalException("reset needs --yes when there is no terminal to ask on");
        }
        return "yes".equals(console.readLine("Delete all data in %s? Type yes: ", data));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
