package io.palebluedot.allocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of allocation-service. */
@ConfigMapping(prefix = "pbd.allocation")
public interface AllocationConfig {

    /** Password of the first administrator; made up and logged once when absent. */
    Optional<String> adminPassword();

    /** Private key (JWK, ES256) that users' tokens are signed with. */
    Optional<Path> userKeyFile();

    /** Requests decided together at most. */
    @WithDefault("256")
    int maxBatch();

    /** Requests that may wait for their decision; more are refused at once. */
    @WithDefault("20000")
    int maxWaiting();

    /** Is a GPU that fails in an active allocation replaced by a free one of the same model? */
    @WithDefault("true")
    boolean replaceFailedGpus();

    /** How long an allocation may wait for its deploy workflows to begin. */
    @WithDefault("30m")
    Duration reservedDeadline();

    /** How long its servers may take to be installed. */
    @WithDefault("2h")
    Duration provisioningDeadline();

    /** How long a hardware fact that inventory should have confirmed is waited for. */
    @WithDefault("10m")
    Duration confirmationDeadline();

    /** How often ends and deadlines are looked at. */
    @WithDefault("5s")
    Duration sweep();

    /** How often degraded allocations and waiting requests are tried when no event asks for it. */
    @WithDefault("10s")
    Duration retry();
}
