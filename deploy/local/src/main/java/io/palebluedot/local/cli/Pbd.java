package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the launcher; {@code deploy/pbd} finds a JDK and hands over to it. */
@Command(
        name = "pbd",
        mixinStandardHelpOptions = true,
        version = "pbd 0.1.0",
        description = "Runs Pale Blue Dot on this machine: real servers and services as child processes on loopback.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            TokenCommand.class,
            PartCommands.Kill.class,
            PartCommands.Start.class,
            PartCommands.Restart.class,
            BenchCommand.class,
            ResetCommand.class,
            SuperviseCommand.class
        },
        footer = {
            "",
            "Before these, deploy/pbd itself knows: verify (the whole test suite).",
            "",
            "Environment:",
            "  PBD_DATA, PBD_PORT_OFFSET   defaults of --data and --port-offset",
            "  PBD_NATS_SERVER             the nats-server to use, instead of one from the PATH or a download",
            "  PBD_JIT=c2                  services run fastest once warm, instead of starting fastest",
            "  PBD_START_CACHE=off         does not make the JVM's start caches",
            "  PBD_DOWNLOAD_JDK=1          fetches a JDK 25 into .pbd/jdk when there is none",
            "  PBD_MAVEN                   the mvn to build with, instead of ./mvnw",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
public final class Pbd {

    /** How every message begins that tells of a failure. */
    static final String PREFIX = "pbd: ";

    private Pbd() {}

    public static void main(String[] arguments) {
        // A library logs through SLF4J, whose word that nobody listens is no news to anybody.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var line = new CommandLine(new Pbd()).setExecutionExceptionHandler((e, command, result) -> {
            if (e instanceof LocalException || e instanceof UncheckedIOException) {
                command.getErr().println(PREFIX + e.getMessage());
            } else {
                e.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(line.execute(arguments));
    }
}
