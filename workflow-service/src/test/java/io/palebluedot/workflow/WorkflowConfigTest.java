package io.palebluedot.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configuration is a contract. */
class WorkflowConfigTest {

    @Test
    void theDefaultsAreThese() {
        var config = read(Map.of());
        assertThat(config.concurrency()).isEqualTo(64);
        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.turnLimit()).isEqualTo(Duration.ofSeconds(20)).isLessThan(config.lease());
        assertThat(config.retryDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.awayDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.queueTimeout()).isEqualTo(Duration.ofHours(24));
        assertThat(config.pauseLimit()).isEqualTo(Duration.ofDays(7));
        assertThat(config.recheck()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.verifyGrace()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.defaultTemplate()).isEqualTo("ubuntu-24.04");
        assertThat(config.wipeTemplate()).isEqualTo("wipe");
        assertThat(config.disk()).isEqualTo("/dev/nvme0n1");
        assertThat(config.steps()).isEmpty();
        assertThat(config.images()).isEmpty();
        assertThat(config.imageHosts()).isEmpty();
    }

    @Test
    void stepsImagesAndHostsCanBeSet() {
        var config = read(Map.of(
                "pbd.workflow.steps.provision.timeout", "2h",
                "pbd.workflow.steps.provision.attempts", "2",
                "pbd.workflow.images.\"ubuntu-24.04\".url", "https://mirror/ubuntu.img",
                "pbd.workflow.images.\"ubuntu-24.04\".checksum", "sha256:00",
                "pbd.workflow.image-hosts", "mirror,other"));
        assertThat(config.steps().get("provision").timeout()).contains(Duration.ofHours(2));
        assertThat(config.steps().get("provision").attempts()).contains(2);
        assertThat(config.images().get("ubuntu-24.04").url()).isEqualTo("https://mirror/ubuntu.img");
        assertThat(config.imageHosts()).contains(List.of("mirror", "other"));
    }

    private static WorkflowConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(WorkflowConfig.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(WorkflowConfig.class);
    }
}
