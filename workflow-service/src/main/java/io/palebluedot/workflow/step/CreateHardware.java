package io.palebluedot.workflow.step;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.server.ServerFacts;
import io.palebluedot.workflow.server.Servers;
import io.palebluedot.workflow.tinkerbell.HardwareSpec;
import io.palebluedot.workflow.tinkerbell.Tinkerbell;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the server known to Tinkerbell: its ports, with network boot allowed, and what its metadata service tells it. */
@ApplicationScoped
class CreateHardware implements StepHandler {

    private final Servers servers;
    private final Tinkerbell tinkerbell;
    private final WorkflowConfig config;

    CreateHardware(Servers servers, Tinkerbell tinkerbell, WorkflowConfig config) {
        this.servers = servers;
        this.tinkerbell = tinkerbell;
        this.config = config;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.CREATE_HARDWARE);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        var owner = new Tinkerbell.Owner(run.serverId(), run.id());
        return servers.get(run.serverId())
                .chain(server -> tinkerbell.putHardware(owner, spec(run, server)))
                .replaceWith(Outcome.done("Hardware " + Tinkerbell.hardwareName(run.serverId())));
    }

    private HardwareSpec spec(StepRun run, ServerFacts server) {
        String boot = Objects.requireNonNull(run.fact(InstallFacts.MAC), "the template was rendered before");
        var order = run.workflow().order();
        String hostname = run.parameter("hostname");
        String name = hostname != null ? hostname : server.hostname() == null ? server.name() : server.hostname();
        String disk = run.parameter("disk");
        return new HardwareSpec(
                boot,
                server.nics().stream().map(nic -> port(run, nic, name, boot)).toList(),
                List.of(new HardwareSpec.Disk(disk == null ? config.disk() : disk)),
                new HardwareSpec.Metadata(new HardwareSpec.Instance(server.id(), name, order.sshKeys())),
                order.kind() == WorkflowKind.DEPLOY ? order.userData() : null);
    }

    private static HardwareSpec.Interface port(StepRun run, ServerFacts.Nic nic, String hostname, String boot) {
        boolean boots = nic.mac().equals(boot);
        var ip = boots ? ip(run, nic) : null;
        return new HardwareSpec.Interface(
                new HardwareSpec.Netboot(boots, boots), new HardwareSpec.Dhcp(nic.mac(), hostname, "x86_64", true, ip));
    }

    /** Only what is known: Tinkerbell serves no address that nobody gave. */
    private static HardwareSpec.@Nullable Ip ip(StepRun run, ServerFacts.Nic nic) {
        String address = run.parameter("address");
        if (address == null) {
            address = nic.addresses().stream()
                    .filter(a -> a.matches("[0-9.]{7,15}"))
                    .findFirst()
                    .orElse(null);
        }
        return address == null
                ? null
                : new HardwareSpec.Ip(address, run.parameter("netmask"), run.parameter("gateway"));
    }
}
