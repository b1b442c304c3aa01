package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts everything in the background and returns when it is ready; harmless when it runs.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Mixin
    RackOptions rack = new RackOptions();

    @Override
    public Integer call() {
        if (rack.docker) {
            throw new LocalException(
                    "--docker needs a Docker engine: run "
                            + "'docker compose -f deploy/compose/compose.yaml up'. Without --docker pbd runs everything itself.");
        }
        var config = stack.config(rack.servers, rack.models, rack.rackSpeed, rack.ruleForScale);
        var background = new Background(config);
        // Ctrl-C while it starts ends what was started; once all is ready it stays.
        var stop = new Thread(() -> background.stop(System.out::println));
        Runtime.getRuntime().addShutdownHook(stop);
        var answer = background.start(line -> System.out.println("  " + line));
        Runtime.getRuntime().removeShutdownHook(stop);
        System.out.println("API       " + answer.api() + "/api/v1");
        System.out.println("Swagger   " + answer.api() + "/q/swagger-ui");
        System.out.println(
                "sign in   user admin, password in " + config.secrets().resolve("admin.password"));
        return 0;
    }
}
