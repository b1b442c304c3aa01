package io.palebluedot.simulator.tinkerbell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.kubernetes.ObjectKey;
import io.palebluedot.simulator.kubernetes.ObjectStore;
import io.palebluedot.simulator.machine.HostState;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.NetbootServer;
import io.palebluedot.simulator.machine.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tinkerbell's controller and its agents in one level-triggered loop: every pass looks at all Workflow objects and at
 * the machines they mean, and moves each one step. Runs on the rack's timeline only, so it needs no locks.
 */
public final class Controller implements NetbootServer {

    private static final Duration PASS = Duration.ofMillis(100);

    private final ObjectStore store;
    private final HardwareIndex index;
    private final Timeline timeline;
    private final Duration installTime;
    private final WorkflowWords words;
    private final Map<ObjectKey, AgentRun> runs = new HashMap<>();
    private volatile boolean dirty = true;

    /** A controller over a store and the machines of a rack; an installation takes {@code installTime} in sum. */
    public Controller(
            ObjectStore store,
            Collection<Machine> machines,
            Timeline timeline,
            Duration installTime,
            WorkflowWords words) {
        this.store = store;
        this.index = new HardwareIndex(machines);
        this.timeline = timeline;
        this.installTime = installTime;
        this.words = words;
        store.onChange(() -> dirty = true);
        machines.forEach(machine -> {
            machine.netboot(this);
            machine.onChange(changed -> dirty = true);
        });
    }

    /** Starts the loop. */
    public void start() {
        timeline.every(PASS, this::pass);
    }

    @Override
    public boolean hasWorkFor(Machine machine) {
        return store.all("Workflow").stream()
                .filter(Controller::open)
                .filter(workflow -> HardwareIndex.mayRun(workflow, store))
                .anyMatch(workflow -> index.machine(workflow, store)
                        .filter(found -> found == machine)
                        .isPresent());
    }

    private void pass() {
        if (!dirty && runs.isEmpty()) {
            return;
        }
        dirty = false;
        Set<Machine> busy = new TreeSet<>(
                Comparator.comparingInt(machine -> machine.identity().index()));
        runs.values().forEach(run -> busy.add(run.machine()));
        runs.keySet().removeIf(key -> store.find(key).isEmpty());
        store.all("Workflow").stream()
                .filter(Controller::open)
                .sorted(Comparator.comparing(workflow ->
                        workflow.path("metadata").path("creationTimestamp").asText()))
                .forEach(workflow -> step(workflow, busy));
    }

    private void step(ObjectNode workflow, Set<Machine> busy) {
        WorkflowStatus status = new WorkflowStatus(workflow.deepCopy(), words);
        switch (status.state()) {
            case "" -> prepare(status);
            case "PREPARING" -> {
                netboot(status, true);
                status.state("PENDING");
                store.updateStatus(status.workflow());
            }
            case "PENDING" -> begin(status, busy);
            case "RUNNING" -> work(status);
            case "POST" -> finish(status);
            default -> {
                // A state that somebody else wrote: not ours to move.
            }
        }
    }

    private void prepare(WorkflowStatus status) {
        try {
            status.plan(template(status.workflow()));
            status.state(HardwareIndex.toggles(status.workflow()) ? "PREPARING" : "PENDING");
        } catch (IOException e) {
            status.unreadable(String.valueOf(e.getMessage()), timeline.now());
        }
        store.updateStatus(status.workflow());
    }

    private void begin(WorkflowStatus status, Set<Machine> busy) {
        ObjectNode workflow = status.workflow();
        Optional<Machine> machine = index.machine(workflow, store).filter(found -> found.host() == HostState.NETBOOT);
        boolean disabled = workflow.path("spec").path("disabled").asBoolean(false);
        if (machine.isEmpty() || disabled || busy.contains(machine.get()) || !HardwareIndex.mayRun(workflow, store)) {
            return;
        }
        try {
            RenderedTemplate template = template(workflow);
            Instant now = timeline.now();
            Instant deadline =
                    template.globalTimeoutSeconds() > 0 ? now.plusSeconds(template.globalTimeoutSeconds()) : null;
            AgentRun run = new AgentRun(machine.get(), template, 0, now.plus(share(template)), deadline);
            status.startAction(0, run.current().worker(), now);
            status.state("RUNNING");
            if (deadline != null) {
                status.deadline(deadline);
            }
            if (store.updateStatus(workflow)) {
                runs.put(ObjectKey.of(workflow), run);
                busy.add(machine.get());
            }
        } catch (IOException e) {
            status.unreadable(String.valueOf(e.getMessage()), timeline.now());
            store.updateStatus(workflow);
        }
    }

    private void work(WorkflowStatus status) {
        ObjectKey key = ObjectKey.of(status.workflow());
        AgentRun run = runs.get(key);
        if (run == null) {
            resume(status, key);
            return;
        }
        Instant now = timeline.now();
        if (run.late(now)) {
            end(status, run, "TIMEOUT", "global timeout", now);
        } else if (run.machine().host() == HostState.NETBOOT && now.isAfter(run.actionEnds())) {
            endAction(status, run, key, now);
        }
    }

    private void endAction(WorkflowStatus status, AgentRun run, ObjectKey key, Instant now) {
        if (run.machine().faults().has(FaultKind.INSTALL_HANGS)) {
            if (run.current().timeoutSeconds() > 0
                    && now.isAfter(run.actionEnds().plusSeconds(run.current().timeoutSeconds()))) {
                end(status, run, "TIMEOUT", "action timeout", now);
            }
            return;
        }
        if (fails(run)) {
            end(status, run, "FAILED", "action " + run.current().name() + " exited with status 1", now);
            return;
        }
        status.endAction(run.action(), "SUCCESS", "finished execution successfully", now);
        if (!run.last()) {
            AgentRun next = run.next(now.plus(share(run.template())));
            status.startAction(next.action(), next.current().worker(), now);
            if (store.updateStatus(status.workflow())) {
                runs.put(key, next);
                MachineEffects.afterAction(run);
            }
        } else {
            status.state(HardwareIndex.toggles(status.workflow()) ? "POST" : "SUCCESS");
            status.completed(now);
            if (store.updateStatus(status.workflow())) {
                runs.remove(key);
                MachineEffects.afterAction(run);
                MachineEffects.afterWorkflow(run);
            }
        }
    }

    private void end(WorkflowStatus status, AgentRun run, String state, String message, Instant now) {
        status.endAction(run.action(), state, message, now);
        status.state(state);
        if (store.updateStatus(status.workflow())) {
            runs.remove(ObjectKey.of(status.workflow()));
        }
    }

    private void finish(WorkflowStatus status) {
        netboot(status, false);
        status.state("SUCCESS");
        store.updateStatus(status.workflow());
    }

    /** After a restart of the simulator: go on with the action that was running. */
    private void resume(WorkflowStatus status, ObjectKey key) {
        Optional<Machine> machine = index.machine(status.workflow(), store);
        if (machine.isEmpty()) {
            return;
        }
        int action = 0;
        for (ObjectNode each : status.actions()) {
            if (!WorkflowWords.plain(each.path("status").asText()).equals("SUCCESS")) {
                break;
            }
            action++;
        }
        try {
            RenderedTemplate template = template(status.workflow());
            Instant now = timeline.now();
            String stop =
                    status.workflow().path("status").path("globalExecutionStop").asText("");
            Instant deadline = stop.isEmpty() ? null : Instant.parse(stop);
            int current = Math.min(action, template.actions().size() - 1);
            runs.put(key, new AgentRun(machine.get(), template, current, now.plus(share(template)), deadline));
        } catch (IOException e) {
            status.unreadable(String.valueOf(e.getMessage()), timeline.now());
            store.updateStatus(status.workflow());
        }
    }

    private void netboot(WorkflowStatus status, boolean allow) {
        HardwareIndex.hardware(status.workflow(), store)
                .map(ObjectNode::deepCopy)
                .ifPresent(hardware -> {
                    hardware.path("spec").path("interfaces").forEach(each -> {
                        if (each instanceof ObjectNode port) {
                            port.withObject("/netboot").put("allowPXE", allow);
                        }
                    });
                    store.update(hardware);
                });
        String type = allow ? "AllowNetbootTrue" : "AllowNetbootFalse";
        status.condition(type, true, "set allowPXE to " + allow, timeline.now());
    }

    private RenderedTemplate template(ObjectNode workflow) throws IOException {
        String reference = workflow.path("spec").path("templateRef").asText("");
        ObjectKey key = new ObjectKey("Template", ObjectKey.of(workflow).namespace(), reference);
        ObjectNode template = store.find(key).orElseThrow(() -> new IOException("no Template " + reference));
        return RenderedTemplate.render(template, workflow.path("spec").path("hardwareMap"));
    }

    private Duration share(RenderedTemplate template) {
        long nanos = (long)
                (installTime.toNanos() / timeline.speed() / template.actions().size());
        return Duration.ofNanos(nanos);
    }

    private static boolean fails(AgentRun run) {
        Optional<Fault> fault = run.machine().faults().find(FaultKind.INSTALL_FAILS);
        if (fault.isEmpty()) {
            return false;
        }
        String named = fault.get().text("action", "");
        boolean writes = run.current().installs() || run.current().wipes();
        return named.isEmpty()
                ? writes || run.last()
                : named.equals(run.current().name());
    }

    private static boolean open(ObjectNode workflow) {
        return !WorkflowWords.ended(workflow.path("status").path("state").asText(""))
                && !workflow.path("metadata").hasNonNull("deletionTimestamp");
    }
}
