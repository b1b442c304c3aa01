package io.palebluedot.local.stack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The six services. */
public enum Service {
    GATEWAY("gateway", 0),
    INVENTORY("inventory-service", 1),
    ALLOCATION("allocation-service", 2),
    HARDWARE("hardware-service", 3),
    WORKFLOW("workflow-service", 4),
    ALERT("alert-service", 5);

    private final String module;
    private final int portStep;

    Service(String module, int portStep) {
        this.module = module;
        this.portStep = portStep;
    }

    /** Name of the Maven module and of the process. */
    public String module() {
        return module;
    }

    /** Added to the first port of each kind. */
    int portStep() {
        return portStep;
    }

    /** Name of its database and of its role. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Service> named(String name) {
        return Arrays.stream(values()).filter(s -> s.module.equals(name)).findFirst();
    }
}
