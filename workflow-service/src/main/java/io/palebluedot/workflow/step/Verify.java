package io.palebluedot.workflow.step;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.server.ServerFacts;
import io.palebluedot.workflow.server.Servers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The new system is up: its dcgm-exporter shows all GPUs that inventory knows, or its node_exporter answers. A system without exporters passes after a
 * while when the server is on; the step's message says which of these it was.
 */
@ApplicationScoped
class Verify implements StepHandler {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Servers servers;
    private final HostProbe hosts;
    private final WorkflowConfig config;

    Verify(Servers servers, HostProbe hosts, WorkflowConfig config) {
        this.servers = servers;
        this.hosts = hosts;
        this.config = config;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.VERIFY);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        return servers.get(run.serverId())
                .chain(server -> gpus(server)
                        .chain(gpus -> gpus.isPresent()
                                ? Uni.createFrom().item(counted(server, gpus.getAsInt()))
                                : node(server)
                                        .map(answers ->
                                                answers ? passed("node_exporter answers") : silent(run, server))));
    }

    private Uni<OptionalInt> gpus(ServerFacts server) {
        String url = server.dcgmExporterUrl();
        return url == null ? Uni.createFrom().item(OptionalInt.empty()) : hosts.gpus(url);
    }

    private Uni<Boolean> node(ServerFacts server) {
        String url = server.nodeExporterUrl();
        // A GPU exporter that is expected may still be on its way.
        return url == null || server.dcgmExporterUrl() != null
                ? Uni.createFrom().item(false)
                : hosts.answers(url);
    }

    private static Outcome counted(ServerFacts server, int gpus) {
        return gpus >= server.gpuCount()
                ? passed("dcgm-exporter shows " + gpus + " GPU(s)")
                : Outcome.waitFor("all GPUs: dcgm-exporter shows " + gpus + " of " + server.gpuCount(), SOON);
    }

    private Outcome silent(StepRun run, ServerFacts server) {
        Instant started = run.step().row().startedAt();
        boolean grace = started == null || Instant.now().isBefore(started.plus(config.verifyGrace()));
        if (grace || !server.poweredOn()) {
            String power = server.poweredOn() ? "" : ", power is " + server.powerState();
            return Outcome.waitFor("the host's exporters" + power, SOON);
        }
        return passed("no exporter answers; power is On, inventory knows " + server.gpuCount() + " GPU(s)");
    }

    /** The rendered text holds the user's data: not kept longer than needed. */
    private static Outcome passed(String message) {
        return new Outcome.Done(message, Map.of(InstallFacts.RENDERED, ""));
    }
}
