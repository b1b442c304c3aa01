package io.palebluedot.local.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * What to run.
 *
 * @param repository root of the checkout, where the built services are
 * @param data everything that is kept: databases, logs, secrets, tools
 * @param servers how many servers are simulated
 * @param models simulated models or captures; empty means the built-in ones
 * @param rackSpeed how many times as fast as real hardware the simulated rack is
 * @param ruleForScale factor on the {@code for} of alert rules, so that a demo need not wait five minutes
 */
public record StackConfig(
        Path repository,
        Path data,
        Ports ports,
        int servers,
        List<String> models,
        double rackSpeed,
        double ruleForScale) {

    public Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    /** Tools are shared by all data folders of a checkout. */
    public Path tools() {
        return repository.resolve(".pbd").resolve("tools");
    }

    public Path run() {
        return data.resolve("run");
    }

    public Path secrets() {
        return data.resolve("secrets");
    }

    /** First simulated server's index: another offset means another address range, so that two stacks do not meet. */
    public int firstIndex() {
        return 1 + ports.offset() / 100 * 256;
    }
}
