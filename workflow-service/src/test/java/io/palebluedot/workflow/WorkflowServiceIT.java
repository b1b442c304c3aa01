package io.palebluedot.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.Ids;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.proto.workflow.v1.CreateTemplateRequest;
import io.palebluedot.proto.workflow.v1.CreateWorkflowRequest;
import io.palebluedot.proto.workflow.v1.GetTemplateRequest;
import io.palebluedot.proto.workflow.v1.GetWorkflowRequest;
import io.palebluedot.proto.workflow.v1.ListTemplatesRequest;
import io.palebluedot.proto.workflow.v1.ListWorkflowsRequest;
import io.palebluedot.proto.workflow.v1.RenderTemplateRequest;
import io.palebluedot.proto.workflow.v1.StepState;
import io.palebluedot.proto.workflow.v1.TemplateServiceGrpc;
import io.palebluedot.proto.workflow.v1.Workflow;
import io.palebluedot.proto.workflow.v1.WorkflowServiceGrpc;
import io.palebluedot.proto.workflow.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.palebluedot.proto.workflow.v1.WorkflowState;
import io.palebluedot.testing.ServersResource;
import io.palebluedot.testing.TestTokens;
import io.palebluedot.workflow.template.BuiltInTemplates;
import io.palebluedot.workflow.testing.FakeRack;
import io.palebluedot.workflow.testing.FakeRack.Machine;
import io.palebluedot.workflow.testing.FakeRack.Script;
import io.palebluedot.workflow.testing.FakeTinkerbell;
import io.palebluedot.workflow.testing.PeersResource;
import io.palebluedot.workflow.tinkerbell.WorkflowWatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service on real PostgreSQL, NATS and Redis, with its peers as gRPC servers and a Kubernetes API on loopback. */
@QuarkusTest
@QuarkusTestResource(value = ServersResource.class, initArgs = @ResourceArg(name = "database", value = "workflow"))
@QuarkusTestResource(PeersResource.class)
class WorkflowServiceIT {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Set<WorkflowState> ENDS = Set.of(
            WorkflowState.WORKFLOW_STATE_SUCCESS,
            WorkflowState.WORKFLOW_STATE_FAILED,
            WorkflowState.WORKFLOW_STATE_TIMEOUT,
            WorkflowState.WORKFLOW_STATE_CANCELLED);

    @Inject
    Pool pool;

    @Inject
    NatsLink nats;

    @Inject
    BuiltInTemplates builtIn;

    @Inject
    WorkflowWatch watch;

    @ConfigProperty(name = "quarkus.grpc.server.port")
    int grpcPort;

    private ManagedChannel channel;
    private WorkflowServiceBlockingStub workflows;
    private final Machine machine = FakeRack.get().machine();
    private final FakeTinkerbell tinkerbell = FakeTinkerbell.get();

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
        workflows = TestTokens.as(WorkflowServiceGrpc.newBlockingStub(channel), TestTokens.operator());
        await().atMost(WAIT).until(builtIn::loaded);
    }

    @AfterEach
    void disconnect() {
        tinkerbell.away = false;
        channel.shutdownNow();
    }

    @Test
    void aReservationIsDeployedOnceAndItsReleaseCleaned() throws Exception {
        String allocation = Ids.newId();
        var reserved = reserved(machine);
        var id = Ids.newUuid();
        tell(id, allocation, reserved);
        tell(id, allocation, reserved);
        tell(Ids.newUuid(), allocation, reserved);
        var deploy = ended(only(allocation, "deploy").getId());

        assertThat(deploy.getError()).isEmpty();
        assertThat(deploy.getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(deploy.getStatus()).isEqualTo("completed");
        assertThat(deploy.getTemplate()).isEqualTo("ubuntu-24.04");
        assertThat(deploy.getTemplateVersion()).isEqualTo(1);
        assertThat(deploy.getStepsList())
                .extracting(s -> s.getName())
                .containsExactly(
                        "health_gate",
                        "render_template",
                        "create_hardware",
                        "create_workflow",
                        "boot_pxe",
                        "provision",
                        "boot_disk",
                        "verify");
        assertThat(deploy.getStepsList()).allMatch(s -> s.getState() == StepState.STEP_STATE_SUCCESS);
        assertThat(deploy.getSteps(7).getMessage()).isEqualTo("dcgm-exporter shows 8 GPU(s)");
        assertThat(machine.actions).containsExactly("boot Pxe once cycle", "boot None cycle");
        assertThat(tinkerbell.hardware(machine.id)).singleElement().satisfies(hardware -> {
            var port = hardware.getSpec().interfaces().getFirst();
            assertThat(port.dhcp().mac()).isEqualTo(machine.mac);
            assertThat(port.netboot().allowPXE())
                    .as("no network boot after the installation")
                    .isFalse();
        });
        assertThat(eventTypes(deploy.getId()))
                .startsWith("io.palebluedot.workflow.created.v1", "io.palebluedot.workflow.started.v1")
                .endsWith("io.palebluedot.workflow.succeeded.v1");

        tell(Ids.newUuid(), allocation, releasing(machine));
        var cleanup = ended(only(allocation, "cleanup").getId());
        assertThat(cleanup.getState()).as(cleanup.toString()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(machine.installed).isEmpty();
        assertThat(tinkerbell.workflows(machine.id)).isEmpty();
        assertThat(tinkerbell.templates(machine.id)).isEmpty();
        assertThat(tinkerbell.hardware(machine.id)).isEmpty();
        assertThat(machine.actions.subList(2, machine.actions.size()))
                .containsExactly("graceful_shutdown", "boot Pxe once cycle", "boot None", "inspect");
        assertThatThrownBy(() -> workflows.retryWorkflow(request(deploy.getId())))
                .satisfies(code(Status.Code.FAILED_PRECONDITION));
    }

    @Test
    void aFailedInstallationTellsItsCauseAndARetryMakesItsObjectsAgain() {
        machine.script = Script.FAILS;
        var failed = ended(deploy(machine).getId());
        assertThat(failed.getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_FAILED);
        assertThat(failed.getError()).contains("failed in action write-image");
        assertThat(eventTypes(failed.getId())).endsWith("io.palebluedot.workflow.failed.v1");

        machine.script = Script.SUCCEEDS;
        workflows.retryWorkflow(request(failed.getId()));
        await().atMost(WAIT).until(() -> get(failed.getId()).getState() == WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(get(failed.getId()).getSteps(3).getAttempt())
                .as("create_workflow")
                .isEqualTo(2);
        assertThat(tinkerbell.workflows(machine.id)).hasSize(1);
    }

    @Test
    void aWorkflowObjectThatSomebodyDeletedFailsTheDeployWithThatCause() {
        machine.script = Script.HANGS;
        var workflow = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(workflow, "provision").contains("write-image"));
        tinkerbell.deleteWorkflows(machine.id);
        assertThat(ended(workflow.getId()).getError()).contains("was deleted by somebody else");
    }

    @Test
    void aCancelTakesEverythingBack() {
        machine.script = Script.HANGS;
        var workflow = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(workflow, "provision").contains("write-image"));
        workflows.cancelWorkflow(request(workflow.getId()));
        var cancelled = ended(workflow.getId());
        assertThat(cancelled.getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_CANCELLED);
        assertThat(tinkerbell.hardware(machine.id)).isEmpty();
        assertThat(tinkerbell.workflows(machine.id)).isEmpty();
        assertThat(machine.on).isFalse();
        assertThat(machine.actions).containsExactly("boot Pxe once cycle", "boot None", "off");
        assertThatThrownBy(() -> workflows.cancelWorkflow(request(workflow.getId())))
                .satisfies(code(Status.Code.FAILED_PRECONDITION));
    }

    @Test
    void releasingCancelsARunningDeployBeforeItCleans() throws Exception {
        machine.script = Script.HANGS;
        String allocation = Ids.newId();
        tell(Ids.newUuid(), allocation, reserved(machine));
        var deploy = only(allocation, "deploy");
        await().atMost(WAIT).until(() -> waiting(deploy, "provision").contains("write-image"));
        tell(Ids.newUuid(), allocation, releasing(machine));
        machine.script = Script.SUCCEEDS;
        var cleanup = ended(only(allocation, "cleanup").getId());
        assertThat(cleanup.getState()).as(cleanup.toString()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(get(deploy.getId()).getState())
                .isIn(WorkflowState.WORKFLOW_STATE_CANCELLED, WorkflowState.WORKFLOW_STATE_SUCCESS);
        tell(Ids.newUuid(), allocation, reserved(machine));
        tell(Ids.newUuid(), allocation, new AllocationEvent.AllocationStopped("project-a", List.of(held(machine))));
        ended(only(allocation, "stop").getId());
        assertThat(list(allocation, "deploy"))
                .as("a late reservation starts nothing")
                .hasSize(1);
    }

    @Test
    void anAllocationIsStoppedByForceWhenItMustBeAndStartedAgain() throws Exception {
        machine.shutdownFails = true;
        String allocation = Ids.newId();
        tell(Ids.newUuid(), allocation, new AllocationEvent.AllocationStopped("project-a", List.of(held(machine))));
        tell(Ids.newUuid(), allocation, new AllocationEvent.AllocationStarted("project-a", List.of(held(machine))));
        assertThat(ended(only(allocation, "start").getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(machine.actions).containsExactly("graceful_shutdown", "off", "on");
    }

    @Test
    void aDeadOwnersWorkflowIsTakenOverAndItsLateWriteChangesNothing() {
        machine.script = Script.HANGS;
        var workflow = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(workflow, "provision").contains("write-image"));
        var id = UUID.fromString(workflow.getId());
        long dead = sql(
                        "update workflow set lease_owner = 'dead', lease_token = nextval('fencing_token'),"
                                + " lease_until = now() + interval '2 seconds', wake_at = now() where id = $1 returning lease_token",
                        id)
                .getFirst()
                .getLong(0);
        machine.script = Script.SUCCEEDS;
        assertThat(ended(workflow.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(machine.actions).containsExactly("boot Pxe once cycle", "boot None cycle");
        assertThat(sql("update workflow set error = 'x' where id = $1 and lease_token = " + dead + " returning 1", id))
                .isEmpty();
    }

    @Test
    void anAbsentKubernetesApiIsWaitedFor() {
        tinkerbell.away = true;
        var workflow = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(workflow, "create_hardware").contains("Kubernetes API"));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(get(workflow.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_PREPARING);
        tinkerbell.away = false;
        assertThat(ended(workflow.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
    }

    @Test
    void theWatchTellsOfChangedWorkflowObjects() {
        var told = new CopyOnWriteArrayList<String>();
        watch.start(told::add);
        var workflow = deploy(machine);
        await().atMost(WAIT)
                .until(() -> told.stream().filter(workflow.getId()::equals).count() >= 3);
        ended(workflow.getId());
    }

    @Test
    void hardwareThatDoesNotActTimesOutAfterItsAttemptsWithOneOperationAtATime() {
        machine.operationsHang = true;
        var workflow = ended(deploy(machine).getId());
        assertThat(workflow.getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_TIMEOUT);
        assertThat(workflow.getSteps(4).getAttempt()).isEqualTo(3);
        assertThat(workflow.getSteps(4).getMessage()).contains("took too long, waiting for network boot");
        assertThat(machine.actions).isEmpty();
        assertThat(eventTypes(workflow.getId())).endsWith("io.palebluedot.workflow.timed_out.v1");
    }

    @Test
    void aBrokenServerDoesNotPassTheHealthGate() {
        machine.critical = true;
        var workflow = ended(deploy(machine).getId());
        assertThat(workflow.getError()).contains("Critical");
        assertThat(machine.actions).isEmpty();
        var valid = workflows.createWorkflow(CreateWorkflowRequest.newBuilder()
                .setKind("validate")
                .setServerId(machine.name)
                .build());
        assertThat(ended(valid.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_FAILED);
        assertThat(machine.actions).containsExactly("inspect");
    }

    @Test
    void twoWorkflowsOfOneServerRunOneAfterTheOther() {
        machine.script = Script.HANGS;
        var first = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(first, "provision").contains("write-image"));
        var second = workflows.createWorkflow(CreateWorkflowRequest.newBuilder()
                .setKind("inspect")
                .setServerId(machine.id)
                .build());
        await().atMost(WAIT).until(() -> get(second.getId()).getState() == WorkflowState.WORKFLOW_STATE_WAITING);
        assertThat(get(second.getId()).getSteps(0).getWaitingFor()).contains(first.getId());
        machine.script = Script.SUCCEEDS;
        assertThat(ended(second.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
        assertThat(get(first.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
    }

    @Test
    void aPausedWorkflowWaitsForItsResume() {
        machine.script = Script.HANGS;
        var workflow = deploy(machine);
        await().atMost(WAIT).until(() -> waiting(workflow, "provision").contains("write-image"));
        workflows.pauseWorkflow(request(workflow.getId()));
        await().atMost(WAIT).until(() -> get(workflow.getId()).getState() == WorkflowState.WORKFLOW_STATE_PAUSED);
        machine.script = Script.SUCCEEDS;
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(get(workflow.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_PAUSED);
        workflows.resumeWorkflow(request(workflow.getId()));
        assertThat(ended(workflow.getId()).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS);
    }

    @Test
    void twentyDeploysAtOnceAllEndRightWithEachActionOnce() {
        var machines =
                IntStream.range(0, 20).mapToObj(i -> FakeRack.get().machine()).toList();
        var ids = machines.stream().map(m -> deploy(m).getId()).toList();
        ids.forEach(id -> assertThat(ended(id).getState()).isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS));
        assertThat(machines)
                .allSatisfy(m -> assertThat(m.actions).containsExactly("boot Pxe once cycle", "boot None cycle"));
    }

    @Test
    void peopleSeeAndDoWhatTheyMay() {
        var workflow = deploy(machine);
        var owner =
                TestTokens.as(WorkflowServiceGrpc.newBlockingStub(channel), TestTokens.engineer("ada", "project-a"));
        var stranger =
                TestTokens.as(WorkflowServiceGrpc.newBlockingStub(channel), TestTokens.engineer("eve", "project-b"));
        assertThat(owner.getWorkflow(request(workflow.getId())).getId()).isEqualTo(workflow.getId());
        assertThatThrownBy(() -> stranger.getWorkflow(request(workflow.getId())))
                .satisfies(code(Status.Code.NOT_FOUND));
        var filter = ListWorkflowsRequest.newBuilder().setServerId(machine.name).build();
        assertThat(owner.listWorkflows(filter).getWorkflowsList()).hasSize(1);
        assertThat(stranger.listWorkflows(filter).getWorkflowsList()).isEmpty();
        assertThatThrownBy(() -> owner.cancelWorkflow(request(workflow.getId())))
                .satisfies(code(Status.Code.PERMISSION_DENIED));
        assertThatThrownBy(() -> owner.createWorkflow(CreateWorkflowRequest.getDefaultInstance()))
                .satisfies(code(Status.Code.PERMISSION_DENIED));
        ended(workflow.getId());
    }

    @Test
    void aBadOrDangerousWishIsRefused() {
        var wish = CreateWorkflowRequest.newBuilder().setKind("deploy").setServerId(machine.id);
        assertThatThrownBy(() ->
                        workflows.createWorkflow(wish.clone().setKind("stop").build()))
                .satisfies(code(Status.Code.INVALID_ARGUMENT));
        assertThatThrownBy(() -> workflows.createWorkflow(
                        wish.clone().addSshKeys("rm -rf").build()))
                .satisfies(code(Status.Code.INVALID_ARGUMENT));
        assertThatThrownBy(() -> workflows.createWorkflow(
                        wish.clone().setServerId("nobody").build()))
                .satisfies(code(Status.Code.NOT_FOUND));
        assertThatThrownBy(() -> workflows.createWorkflow(
                        wish.clone().setAllocationId("a").setTemplate("nothing").build()))
                .satisfies(code(Status.Code.NOT_FOUND));
        assertThatThrownBy(() ->
                        workflows.createWorkflow(wish.clone().setKind("cleanup").build()))
                .as("the server is reserved for somebody")
                .satisfies(code(Status.Code.FAILED_PRECONDITION));
        var once =
                wish.clone().setAllocationId("b").setIdempotencyKey(machine.id).build();
        assertThat(workflows.createWorkflow(once).getId())
                .isEqualTo(workflows.createWorkflow(once).getId());
        assertThatThrownBy(() -> workflows.createWorkflow(
                        once.toBuilder().setKind("cleanup").build()))
                .satisfies(code(Status.Code.ALREADY_EXISTS));
        assertThatThrownBy(() -> workflows.getWorkflow(request("no-id"))).satisfies(code(Status.Code.NOT_FOUND));
    }

    @Test
    void templatesAreVersionedAndChecked() {
        var templates = TestTokens.as(TemplateServiceGrpc.newBlockingStub(channel), TestTokens.operator());
        assertThat(templates
                        .listTemplates(ListTemplatesRequest.getDefaultInstance())
                        .getTemplatesList())
                .extracting(t -> t.getName())
                .contains("ubuntu-24.04", "talos", "wipe");
        var talos = templates.getTemplate(
                GetTemplateRequest.newBuilder().setRef("talos").build());
        assertThat(talos.getVariablesList()).containsExactly("disk", "image_checksum", "image_url", "mac");
        var wish = CreateTemplateRequest.newBuilder()
                .setName("mine-" + machine.name)
                .setOs("talos")
                .setBody(talos.getBody());
        assertThat(templates.createTemplate(wish.build()).getVersion()).isEqualTo(1);
        var second = templates.createTemplate(wish.build());
        assertThat(second.getVersion()).isEqualTo(2);
        assertThat(templates
                        .getTemplate(GetTemplateRequest.newBuilder()
                                .setRef(second.getName() + "@1")
                                .build())
                        .getVersion())
                .isEqualTo(1);
        assertThatThrownBy(() -> templates.createTemplate(wish.clone()
                        .setBody(talos.getBody().replace("\"{{ mac }}\"", "\"{{ secret }}\""))
                        .build()))
                .satisfies(code(Status.Code.INVALID_ARGUMENT));
        assertThatThrownBy(() -> templates.renderTemplate(
                        RenderTemplateRequest.newBuilder().setRef("talos").build()))
                .satisfies(code(Status.Code.INVALID_ARGUMENT));
        var viewer = TestTokens.as(TemplateServiceGrpc.newBlockingStub(channel), TestTokens.viewer());
        assertThatThrownBy(() -> viewer.createTemplate(wish.build())).satisfies(code(Status.Code.PERMISSION_DENIED));
    }

    private Workflow deploy(Machine on) {
        return workflows.createWorkflow(CreateWorkflowRequest.newBuilder()
                .setKind("deploy")
                .setServerId(on.name)
                .setAllocationId("allocation-of-" + on.name)
                .addSshKeys("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey ada@example.org")
                .build());
    }

    private Workflow get(String id) {
        return workflows.getWorkflow(request(id));
    }

    private Workflow ended(String id) {
        return await().atMost(WAIT).until(() -> get(id), w -> ENDS.contains(w.getState()));
    }

    private String waiting(Workflow workflow, String step) {
        return get(workflow.getId()).getStepsList().stream()
                .filter(s -> s.getName().equals(step))
                .findFirst()
                .orElseThrow()
                .getWaitingFor();
    }

    private Workflow only(String allocation, String kind) {
        var found = await().atMost(WAIT).until(() -> list(allocation, kind), list -> !list.isEmpty());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Workflow> list(String allocation, String kind) {
        return workflows
                .listWorkflows(ListWorkflowsRequest.newBuilder()
                        .setAllocationId(allocation)
                        .setKind(kind)
                        .build())
                .getWorkflowsList();
    }

    private static GetWorkflowRequest request(String id) {
        return GetWorkflowRequest.newBuilder().setId(id).build();
    }

    private static java.util.function.Consumer<Throwable> code(Status.Code code) {
        return e ->
                assertThat(((StatusRuntimeException) e).getStatus().getCode()).isEqualTo(code);
    }

    private static HeldServer held(Machine machine) {
        return new HeldServer(machine.id, machine.name, true, true);
    }

    private static AllocationEvent.AllocationReserved reserved(Machine machine) {
        return new AllocationEvent.AllocationReserved(
                "ada", "project-a", "test", List.of(), List.of(held(machine)), null, List.of(), "#cloud-config\n{}\n");
    }

    private static AllocationEvent.AllocationReleasing releasing(Machine machine) {
        return new AllocationEvent.AllocationReleasing("project-a", List.of(), List.of(held(machine)), "test");
    }

    private void tell(UUID id, String allocation, EventData data) throws Exception {
        var entry = EventCatalogue.of(data.getClass());
        byte[] bytes = EventJson.envelope(
                id, "/allocation-service", entry.type(), allocation, 1, Instant.now(), null, EventJson.data(data));
        await().atMost(WAIT).until(nats::up);
        nats.current().jetStream().publish(entry.natsSubject(allocation), bytes);
    }

    private List<String> eventTypes(String workflowId) {
        return sql("select type from outbox where object_id = $1 order by position", workflowId).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<io.vertx.mutiny.sqlclient.Row> sql(String statement, Object value) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(value))
                .map(rows -> {
                    var list = new ArrayList<io.vertx.mutiny.sqlclient.Row>();
                    rows.forEach(list::add);
                    return list;
                })
                .await()
                .atMost(WAIT);
    }
}
