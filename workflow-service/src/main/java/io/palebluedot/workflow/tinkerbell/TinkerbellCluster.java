package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/** Which cluster holds Tinkerbell: the extension fixes its own address setting when the service is built, this one is read when it starts. */
@Singleton
public class TinkerbellCluster implements KubernetesConfigCustomizer {

    private final TinkerbellConfig tinkerbell;

    TinkerbellCluster(TinkerbellConfig tinkerbell) {
        this.tinkerbell = tinkerbell;
    }

    @Override
    public void customize(Config config) {
        tinkerbell.url().ifPresent(config::setMasterUrl);
    }
}
