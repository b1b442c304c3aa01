package io.palebluedot.local.cli;

import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token for scripts against this installation, good for an hour.")
final class TokenCommand implements Callable<Integer> {

    private static final Set<String> ROLES = Set.of("admin", "operator", "engineer", "viewer");

    @Mixin
    StackOptions stack = new StackOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "admin, operator, engineer or viewer (default: ${DEFAULT-VALUE}).",
            defaultValue = "admin")
    String role = "admin";

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Project id that the token belongs to; may be repeated.")
    List<String> projects = new java.util.ArrayList<>();

    @Override
    public Integer call() {
        if (!ROLES.contains(role)) {
            throw new LocalException("--role must be admin, operator, engineer or viewer");
        }
        var secrets = stack.dataFolder().resolve("secrets");
        if (!Files.exists(secrets.resolve("jwks.json"))) {
            throw new LocalException("there are no keys in " + secrets + " yet: run 'deploy/pbd up' first");
        }
        System.out.println(LocalKeys.in(secrets).token("local-" + role, role, projects));
        return 0;
    }
}
