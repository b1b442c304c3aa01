package io.palebluedot.workflow.tinkerbell;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where Tinkerbell's objects live. */
@ConfigMapping(prefix = "pbd.tinkerbell")
public interface TinkerbellConfig {

    /** Address of the cluster's API; absent means what KUBECONFIG or the pod's service account says. */
    Optional<String> url();

    @WithDefault("tinkerbell")
    String namespace();

    /** How often the watch lists everything again. */
    @WithDefault("60s")
    Duration resync();
}
