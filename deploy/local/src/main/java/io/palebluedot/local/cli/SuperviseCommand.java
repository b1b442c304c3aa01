package io.palebluedot.local.cli;

import io.palebluedot.local.stack.Control;
import io.palebluedot.local.stack.Supervisor;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The process behind {@code up}: holds all children until it is told to end. */
@Command(name = "supervise", hidden = true, description = "Starts everything and stays in the foreground.")
final class SuperviseCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Mixin
    RackOptions rack = new RackOptions();

    @Override
    public Integer call() throws IOException {
        var config = stack.config(rack.servers, rack.models, rack.rackSpeed, rack.ruleForScale);
        var supervisor = new Supervisor(config, System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
        supervisor.start();
        System.out.println("all ready after " + supervisor.age().toMillis() + " ms");
        Control.serve(supervisor, config, () -> Thread.ofPlatform().start(() -> System.exit(0)));
        return 0;
    }
}
