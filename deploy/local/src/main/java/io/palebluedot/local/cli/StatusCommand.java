package io.palebluedot.local.cli;

import io.palebluedot.local.stack.Control;
import io.palebluedot.local.stack.PartStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what runs, where, for how long and in how much memory; exit code 1 when not all is ready.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    StackOptions stack = new StackOptions();

    @Override
    public Integer call() {
        var answer = Control.ask(stack.dataFolder(), "status");
        if (answer.isEmpty()) {
            System.out.println("nothing runs");
            return 1;
        }
        System.out.print(table(answer.get().parts()));
        return answer.get().parts().stream().allMatch(part -> part.state().equals("ready")) ? 0 : 1;
    }

    static String table(List<PartStatus> parts) {
        var text = new StringBuilder();
        text.append("%-20s %-9s %8s %6s %9s %9s %9s %8s%n"
                .formatted("PART", "STATE", "PID", "PORT", "RSS MiB", "UP s", "START ms", "RESTARTS"));
        for (PartStatus part : parts) {
            text.append("%-20s %-9s %8d %6d %9.1f %9d %9d %8d%n"
                    .formatted(
                            part.name(),
                            part.state(),
                            part.pid(),
                            part.port(),
                            part.rssKib() / 1024.0,
                            part.uptimeSeconds(),
                            part.startMillis(),
                            part.restarts()));
        }
        return text.toString();
    }
}
