package io.palebluedot.local.cli;

import io.palebluedot.local.demo.Api;
import io.palebluedot.local.demo.Demo;
import io.palebluedot.local.demo.Progress;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.stack.StackConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything, runs the main job through the REST API, prints each step with its time, and stops.")
final class DemoCommand implements Callable<Integer> {

    /** Five minutes become three seconds. */
    private static final double DEMO_SCALE = 0.01;

    /** What is shown is the platform, not the booting of servers. */
    private static final double RACK_SPEED = 3;

    @Mixin
    StackOptions stack = new StackOptions();

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "Simulated servers (default: 4, two of a captured tree).")
    int servers;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Built-in model, or a captured Redfish tree (folder or .tar.gz).")
    java.util.List<String> models = new ArrayList<>();

    @Option(names = "--keep", description = "Leaves everything running.")
    boolean keep;

    @Override
    public Integer call() throws IOException {
        int count = servers > 0 ? servers : models.isEmpty() ? 4 : 2;
        var config = stack.config(count, models, RACK_SPEED, DEMO_SCALE);
        var background = new Background(config);
        boolean stays = keep || background.running();
        var stop = new Thread(() -> background.stop(System.out::println));
        Runtime.getRuntime().addShutdownHook(stop);
        var progress = new Progress(System.out, Terminal.present());
        boolean done = run(config, background, progress);
        progress.table();
        if (stays && background.running()) {
            Runtime.getRuntime().removeShutdownHook(stop);
            System.out.println("API " + config.ports().api() + "/api/v1 stays up; end it with 'deploy/pbd down'");
        } else {
            System.out.println("stopping; 'demo --keep' leaves it running, 'up' starts it to stay");
        }
        return done ? 0 : 1;
    }

    private static boolean run(StackConfig config, Background background, Progress progress) {
        try {
            progress.step(
                    "start servers and services",
                    () -> background.start(progress::detail).parts().size() + " parts ready");
            var keys = LocalKeys.in(config.secrets());
            var simulator = "http://127.0.0.1:" + config.ports().simulator();
            new Demo(new Api(config.ports().api()), simulator, keys.password("admin"), config, progress).run();
            return true;
        } catch (RuntimeException e) {
            progress.failed(e);
            return false;
        }
    }
}
