package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.Control;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One part at a time: killed as by a crash, started, restarted. */
final class PartCommands {

    private PartCommands() {}

    @Command(
            name = "kill",
            mixinStandardHelpOptions = true,
            description = "Kills a part with SIGKILL and leaves it down.")
    static final class Kill implements Callable<Integer> {

        @Mixin
        StackOptions stack = new StackOptions();

        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Override
        public Integer call() {
            ask(stack, "kill " + name);
            System.out.println(name + " is down");
            return 0;
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts a killed part and waits until it is ready.")
    static final class Start implements Callable<Integer> {

        @Mixin
        StackOptions stack = new StackOptions();

        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Override
        public Integer call() {
            ask(stack, "start " + name);
            System.out.println(name + " is ready");
            return 0;
        }
    }

    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            description = "Ends a part in good order, starts it and waits until it is ready.")
    static final class Restart implements Callable<Integer> {

        @Mixin
        StackOptions stack = new StackOptions();

        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Override
        public Integer call() {
            ask(stack, "restart " + name);
            System.out.println(name + " is ready");
            return 0;
        }
    }

    private static void ask(StackOptions stack, String line) {
        if (Control.ask(stack.dataFolder(), line).isEmpty()) {
            throw new LocalException("nothing runs: start it with 'deploy/pbd up'");
        }
    }
}
