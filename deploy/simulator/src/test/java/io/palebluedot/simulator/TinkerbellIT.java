package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.palebluedot.simulator.machine.BootOverride;
import io.palebluedot.simulator.machine.HostState;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.machine.ResetType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provisioning through the Kubernetes API, with a real client over real sockets. */
class TinkerbellIT {

    private static final String NAMESPACE = "tinkerbell";
    private SimulatedRack rack;
    private KubernetesClient kubernetes;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        begin();
    }

    private void begin() {
        rack = SimulatedRack.builder()
                .servers(2)
                .network(38)
                .freePorts()
                .speed(4)
                .installTime(Duration.ofSeconds(2))
                .stateFolder(folder)
                .start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(rack.kubernetes().toString())
                .withNamespace(NAMESPACE)
                .build();
        kubernetes = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        kubernetes.close();
        rack.close();
    }

    @Test
    void aWorkflowWaitsForTheNetworkBootRunsAndLeavesAnInstalledServer() {
        List<String> seen = watchStates();
        create("deploy-1", template("ubuntu", "write-image", "quay.io/tinkerbell/actions/image2disk", "reboot"));
        until("pending", () -> state("deploy-1").equals("STATE_PENDING"));
        machine().reset(ResetType.FORCE_RESTART);
        until("nothing to boot", () -> machine().host() == HostState.NOTHING_TO_BOOT);
        assertThat(state("deploy-1")).isEqualTo("STATE_PENDING");

        networkBoot();
        until("success", () -> state("deploy-1").equals("STATE_SUCCESS"));
        until("system", () -> machine().systemRunning());
        assertThat(seen).containsSubsequence("STATE_PENDING", "STATE_RUNNING", "STATE_SUCCESS");
        JsonNode status = status("deploy-1");
        JsonNode action = status.path("tasks").path(0).path("actions").path(0);
        assertThat(action.path("name").asText()).isEqualTo("write-image");
        assertThat(action.path("status").asText()).isEqualTo("STATE_SUCCESS");
        assertThat(action.path("startedAt").asText()).isNotEmpty();
        assertThat(status.path("tasks").path(0).path("worker").asText())
                .isEqualTo(machine().identity().mac(0));
        assertThat(new RackClient(rack).metrics(0, 9400).statusCode()).isEqualTo(200);
        assertThat(machine().boot()).isEqualTo(BootOverride.NONE);
    }

    @Test
    void aWipeLeavesAnEmptyDisk() {
        machine().install("old");
        create("clean-1", template("cleanup", "wipe-disks", "quay.io/pbd/wipe", "reboot"));
        networkBoot();
        until("success", () -> state("clean-1").equals("STATE_SUCCESS"));
        until("empty", () -> machine().system() == null && machine().host() == HostState.NOTHING_TO_BOOT);
    }

    @Test
    void aServerThatBootsFromDiskNeverStartsTheWorkflow() {
        machine().install("old");
        create("deploy-2", template("ubuntu", "install", "image2disk", "reboot"));
        machine().boot(BootOverride.NONE);
        machine().reset(ResetType.POWER_CYCLE);
        until("system", () -> machine().systemRunning());
        assertThat(state("deploy-2")).isIn("", "STATE_PENDING");
    }

    @Test
    void aFailingActionFailsTheWorkflow() {
        new RackClient(rack).control("POST", "/servers/1/faults", "{\"kind\":\"install_fails\"}");
        create("deploy-3", template("ubuntu", "install", "image2disk", "reboot"));
        networkBoot();
        until("failed", () -> state("deploy-3").equals("STATE_FAILED"));
        assertThat(status("deploy-3").toString()).contains("exited with status 1");
        assertThat(machine().system()).isNull();
    }

    @Test
    void aHangingInstallationEndsAtTheGlobalTimeout() {
        new RackClient(rack).control("POST", "/servers/1/faults", "{\"kind\":\"install_hangs\"}");
        create("deploy-4", template("ubuntu", "install", "image2disk", "reboot").replace("timeout: 600", "timeout: 1"));
        networkBoot();
        until("timeout", () -> state("deploy-4").equals("STATE_TIMEOUT"));
    }

    @Test
    void anUnreadableTemplateFailsAtOnce() {
        create("deploy-5", "tasks: [");
        until("failed", () -> state("deploy-5").equals("STATE_FAILED"));
        assertThat(status("deploy-5").path("templateRending").asText()).isEqualTo("failed");
    }

    @Test
    void serverSideApplyCreatesAndThenMerges() {
        GenericKubernetesResource hardware = hardware();
        hardware.getMetadata().setLabels(Collections.singletonMap("rack", "r1"));
        of("Hardware", "hardware").inNamespace(NAMESPACE).resource(hardware).serverSideApply();
        hardware.getMetadata().setLabels(Collections.singletonMap("rack", "r2"));
        of("Hardware", "hardware").inNamespace(NAMESPACE).resource(hardware).serverSideApply();
        var stored = of("Hardware", "hardware")
                .inNamespace(NAMESPACE)
                .withName("hw-1")
                .get();
        assertThat(stored.getMetadata().getLabels()).containsEntry("rack", "r2");
        assertThat(of("Hardware", "hardware").inNamespace(NAMESPACE).list().getItems())
                .hasSize(1);
    }

    @Test
    void aWatchWorksWithoutAWebSocketToo() throws Exception {
        URI uri = rack.kubernetes().resolve("/apis/tinkerbell.org/v1alpha1/namespaces/tinkerbell/hardware?watch=true");
        var lines = RackClient.HTTP.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines());
        var stream = lines.get(5, java.util.concurrent.TimeUnit.SECONDS).body();
        of("Hardware", "hardware").inNamespace(NAMESPACE).resource(hardware()).create();
        assertThat(stream.findFirst().orElseThrow()).contains("\"ADDED\"", "hw-1");
    }

    @Test
    void aRestartedSimulatorGoesOn() {
        create("deploy-6", template("ubuntu", "install", "image2disk", "reboot"));
        networkBoot();
        until("system", () -> machine().systemRunning());
        machine().gpus().get(2).powerLimit(350);
        machine().boot(new BootOverride("Pxe", "Continuous", "UEFI"));
        String uid = of("Workflow", "workflows")
                .inNamespace(NAMESPACE)
                .withName("deploy-6")
                .get()
                .getMetadata()
                .getUid();
        stop();
        begin();
        assertThat(machine().power()).isEqualTo(PowerState.ON);
        assertThat(machine().systemRunning()).isTrue();
        assertThat(machine().system()).isEqualTo("ubuntu");
        assertThat(machine().gpus().get(2).powerLimitWatts()).isEqualTo(350);
        assertThat(machine().boot().enabled()).isEqualTo("Continuous");
        var kept = of("Workflow", "workflows")
                .inNamespace(NAMESPACE)
                .withName("deploy-6")
                .get();
        assertThat(kept.getMetadata().getUid()).isEqualTo(uid);
        assertThat(state("deploy-6")).isEqualTo("STATE_SUCCESS");
    }

    private Machine machine() {
        return rack.machine(0);
    }

    private void networkBoot() {
        machine().boot(new BootOverride("Pxe", "Once", "UEFI"));
        machine().reset(ResetType.POWER_CYCLE);
    }

    private void create(String name, String data) {
        of("Hardware", "hardware").inNamespace(NAMESPACE).resource(hardware()).create();
        GenericKubernetesResource template = object("Template", name, "{\"data\":" + Serialization.asJson(data) + "}");
        of("Template", "templates").inNamespace(NAMESPACE).resource(template).create();
        String spec = "{\"templateRef\":\"" + name + "\",\"hardwareRef\":\"hw-1\",\"hardwareMap\":{\"device_1\":\""
                + machine().identity().mac(0) + "\"}}";
        of("Workflow", "workflows")
                .inNamespace(NAMESPACE)
                .resource(object("Workflow", name, spec))
                .create();
    }

    private GenericKubernetesResource hardware() {
        return object(
                "Hardware",
                "hw-1",
                "{\"interfaces\":[{\"dhcp\":{\"mac\":\"" + machine().identity().mac(0)
                        + "\"},\"netboot\":{\"allowPXE\":true,\"allowWorkflow\":true}}]}");
    }

    private static GenericKubernetesResource object(String kind, String name, String spec) {
        return Serialization.unmarshal(
                "{\"apiVersion\":\"tinkerbell.org/v1alpha1\",\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"" + name
                        + "\",\"namespace\":\"" + NAMESPACE + "\"},\"spec\":" + spec + "}",
                GenericKubernetesResource.class);
    }

    private static String template(String name, String action, String image, String last) {
        return """
                version: "0.1"
                name: %s
                global_timeout: 600
                tasks:
                  - name: provision
                    worker: "{{.device_1}}"
                    actions:
                      - name: %s
                        image: %s
                        timeout: 300
                        environment:
                          DEST_DISK: {{ index .Hardware.Disks 0 }}
                      - name: %s
                        image: ghcr.io/jacobweinstock/waitdaemon:latest
                        timeout: 60
                """.formatted(name, action, image, last);
    }

    private MixedOperation<
                    GenericKubernetesResource,
                    io.fabric8.kubernetes.api.model.GenericKubernetesResourceList,
                    Resource<GenericKubernetesResource>>
            of(String kind, String plural) {
        return kubernetes.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup("tinkerbell.org")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
    }

    private JsonNode status(String name) {
        var workflow = of("Workflow", "workflows")
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return RackClient.json(Serialization.asJson(workflow)).path("status");
    }

    private String state(String name) {
        return status(name).path("state").asText("");
    }

    private List<String> watchStates() {
        List<String> states = Collections.synchronizedList(new ArrayList<>());
        of("Workflow", "workflows").inNamespace(NAMESPACE).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource workflow) {
                states.add(RackClient.json(Serialization.asJson(workflow))
                        .path("status")
                        .path("state")
                        .asText(""));
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
        return states;
    }
}
