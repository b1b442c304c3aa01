package io.palebluedot.workflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the workflow engine and of its steps. */
@ConfigMapping(prefix = "pbd.workflow")
public interface WorkflowConfig {

    /** Turns that run at once in this replica. */
    @WithDefault("64")
    int concurrency();

    /** How often due workflows are looked for, besides being woken. */
    @WithDefault("1s")
    Duration poll();

    /** How long a turn owns its workflow; a turn that takes longer has lost it. */
    @WithDefault("60s")
    Duration lease();

    /** How long a handler may look at a step. */
    @WithDefault("20s")
    Duration turnLimit();

    /** First pause after a failed attempt; doubles with each attempt. */
    @WithDefault("5s")
    Duration retryDelay();

    /** First pause after something did not answer; doubles up to half a minute. */
    @WithDefault("1s")
    Duration awayDelay();

    /** How long a workflow may wait for its server. */
    @WithDefault("24h")
    Duration queueTimeout();

    /** How long a workflow may be paused before it is cancelled. */
    @WithDefault("7d")
    Duration pauseLimit();

    /** Looks at what a step waits for at least this often, whatever events say. */
    @WithDefault("15s")
    Duration recheck();

    /** How long the exporters of a new system are waited for before the power state alone must do. */
    @WithDefault("3m")
    Duration verifyGrace();

    /** Template of a deployment that names none. */
    @WithDefault("ubuntu-24.04")
    String defaultTemplate();

    /** Template with which servers are wiped. */
    @WithDefault("wipe")
    String wipeTemplate();

    /** Disk that systems are installed on, unless the parameter {@code disk} names another. */
    @WithDefault("/dev/nvme0n1")
    String disk();

    /** Overrides of single steps, by step name. */
    Map<String, StepConfig> steps();

    /** Disk images by template name, for templates whose caller names none. */
    Map<String, ImageConfig> images();

    /** Hosts that images may come from; empty for any that is not link-local or loopback. */
    @WithName("image-hosts")
    Optional<List<String>> imageHosts();

    /** Limits of one step. */
    interface StepConfig {
        Optional<Duration> timeout();

        Optional<Integer> attempts();
    }

    /** An image with its checksum, {@code sha256:<hex>}. */
    interface ImageConfig {
        String url();

        String checksum();
    }
}
