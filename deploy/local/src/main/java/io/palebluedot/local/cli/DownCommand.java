package io.palebluedot.local.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Ends everything; the data stays.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Override
    public Integer call() {
        var background = new Background(stack.config(1, List.of(), 1, 1));
        if (!background.running()) {
            System.out.println("nothing runs");
            return 0;
        }
        background.stop(System.out::println);
        System.out.println("stopped");
        return 0;
    }
}
