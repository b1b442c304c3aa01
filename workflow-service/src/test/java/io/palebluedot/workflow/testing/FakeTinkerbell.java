package io.palebluedot.workflow.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.palebluedot.testing.RealServers;
import io.palebluedot.workflow.testing.FakeRack.Machine;
import io.palebluedot.workflow.tinkerbell.HardwareResource;
import io.palebluedot.workflow.tinkerbell.TemplateResource;
import io.palebluedot.workflow.tinkerbell.WorkflowResource;
import io.palebluedot.workflow.tinkerbell.WorkflowStatus;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Kubernetes API that stores Tinkerbell's objects, and a controller that moves Workflow objects as machines netboot. */
public final class FakeTinkerbell {

    private static final FakeTinkerbell INSTANCE = new FakeTinkerbell();

    /** When true the API answers 503 to everything. */
    public volatile boolean away;

    private final int port = RealServers.freePort();
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    private FakeTinkerbell() {
        var dispatcher = new KubernetesCrudDispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean ours = "fake-controller".equals(request.getHeader("User-Agent"));
                return away && !ours ? new MockResponse().setResponseCode(503) : super.dispatch(request);
            }
        };
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
        server.init(InetAddress.getLoopbackAddress(), port);
        client = server.createClient(builder ->
                builder.editOrNewConfig().withUserAgent("fake-controller").endConfig());
        again();
    }

    public static FakeTinkerbell get() {
        return INSTANCE;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    public List<WorkflowResource> workflows(String serverId) {
        return client.resources(WorkflowResource.class)
                .inNamespace("tinkerbell")
                .withLabel("palebluedot.io/server-id", serverId)
                .list()
                .getItems();
    }

    public List<TemplateResource> templates(String serverId) {
        return client.resources(TemplateResource.class)
                .inNamespace("tinkerbell")
                .withLabel("palebluedot.io/server-id", serverId)
                .list()
                .getItems();
    }

    public List<HardwareResource> hardware(String serverId) {
        return client.resources(HardwareResource.class)
                .inNamespace("tinkerbell")
                .withLabel("palebluedot.io/server-id", serverId)
                .list()
                .getItems();
    }

    /** Somebody deletes the Workflow objects of a server. */
    public void deleteWorkflows(String serverId) {
        workflows(serverId).forEach(each -> client.resource(each).delete());
    }

    private void again() {
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
            pass();
            again();
        });
    }

    private void pass() {
        try {
            client.resources(WorkflowResource.class)
                    .inNamespace("tinkerbell")
                    .list()
                    .getItems()
                    .forEach(this::move);
        } catch (KubernetesClientException gone) {
            // Deleted meanwhile; the next pass sees what is left.
        }
    }

    private void move(WorkflowResource workflow) {
        var machine = FakeRack.get().find(workflow.getMetadata().getLabels().get("palebluedot.io/server-id"));
        String state = workflow.getStatus() == null || workflow.getStatus().state() == null
                ? ""
                : workflow.getStatus().state();
        String next = machine == null ? state : next(machine, state);
        if (!next.equals(state)) {
            workflow.setStatus(new WorkflowStatus(next, "write-image", null, null, null));
            client.resource(workflow).updateStatus();
        }
    }

    private String next(Machine machine, String state) {
        return switch (state) {
            case "" -> "STATE_PENDING";
            case "STATE_PENDING" -> machine.netbooted && allowed(machine) ? "STATE_RUNNING" : state;
            case "STATE_RUNNING" ->
                switch (machine.script) {
                    case SUCCEEDS -> {
                        var template =
                                templates(machine.id).getFirst().getSpec().data();
                        machine.installed = template.contains("name: \"wipe\"") ? "" : "system";
                        yield "STATE_SUCCESS";
                    }
                    case FAILS -> "STATE_FAILED";
                    case HANGS -> state;
                };
            default -> state;
        };
    }

    private boolean allowed(Machine machine) {
        return hardware(machine.id).stream()
                .flatMap(hardware -> hardware.getSpec().interfaces().stream())
                .anyMatch(port -> port.netboot().allowPXE() && port.dhcp().mac().equals(machine.mac));
    }
}
