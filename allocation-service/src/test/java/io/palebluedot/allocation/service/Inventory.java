package io.palebluedot.allocation.service;

import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.events.WorkflowEvent.About;
import io.palebluedot.events.jetstream.NatsLink;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells over JetStream what inventory-service and workflow-service would tell. */
@ApplicationScoped
public class Inventory {

    private static final long MEMORY = 80L << 30;

    private final NatsLink link;
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();

    Inventory(NatsLink link) {
        this.link = link;
    }

    /** A GPU as it stands in the stand-in's books. */
    public record Card(String id, String name, String serverId, String serverName, int index, String model) {}

    /** A server with its cards. */
    public record Machine(String id, String name, String model, List<Card> cards) {}

    /** A new server in that state with so many free GPUs of that model. */
    public Machine machine(String state, String model, int gpus) {
        String id = Ids.newId();
        String name = "server-" + id.substring(24);
        var cards = new ArrayList<Card>();
        for (int i = 0; i < gpus; i++) {
            cards.add(new Card(Ids.newId(), name + "-gpu-" + i, id, name, i, model));
        }
        var machine = new Machine(id, name, model, List.copyOf(cards));
        server(machine, state);
        cards.forEach(card -> gpu(card, "available", true, null));
        return machine;
    }

    public void server(Machine machine, String state) {
        tell(
                "/inventory-service",
                machine.id(),
                new ServerStateChanged(machine.name(), null, state, "ready", null, false, "OK", "rack-1", null));
    }

    public void gpu(Card card, String state, boolean allocatable, @Nullable String cause) {
        tell("/inventory-service", card.id(), status(card, state, allocatable, cause));
    }

    /** A late or repeated event: the sequence is the caller's. */
    public void gpuOutOfOrder(Card card, String state, boolean allocatable, long sequence) {
        publish("/inventory-service", card.id(), sequence, status(card, state, allocatable, null));
    }

    private static GpuStatusChanged status(Card card, String state, boolean allocatable, @Nullable String cause) {
        return new GpuStatusChanged(
                card.name(),
                card.serverId(),
                card.serverName(),
                null,
                state,
                state,
                "OK",
                false,
                allocatable,
                card.index(),
                card.model(),
                null,
                MEMORY,
                "rack-1",
                card.serverName() + "-nvlink",
                cause);
    }

    /** What inventory tells of GPUs that were reserved, then cleaned and offered again. */
    public void returned(Machine machine, String serverState) {
        machine.cards().forEach(card -> gpu(card, "draining", false, null));
        server(machine, "deprovisioning");
        server(machine, serverState);
        machine.cards().forEach(card -> gpu(card, "available", true, null));
    }

    public String deployStarted(Machine machine, String allocationId) {
        String workflow = Ids.newId();
        tell("/workflow-service", workflow, new WorkflowEvent.WorkflowStarted(about(machine, allocationId)));
        return workflow;
    }

    public void deploySucceeded(Machine machine, String allocationId, String workflow) {
        server(machine, "active");
        tell("/workflow-service", workflow, new WorkflowEvent.WorkflowSucceeded(about(machine, allocationId)));
    }

    public void deployFailed(Machine machine, String allocationId, String workflow) {
        tell(
                "/workflow-service",
                workflow,
                new WorkflowEvent.WorkflowFailed(about(machine, allocationId), "install", "disk is full"));
    }

    private static About about(Machine machine, String allocationId) {
        return new About("deploy", machine.id(), allocationId);
    }

    private void tell(String source, String subject, EventData data) {
        publish(source, subject, sequences.merge(subject, 1L, Long::sum), data);
    }

    private void publish(String source, String subject, long sequence, EventData data) {
        var entry = EventCatalogue.of(data.getClass());
        byte[] message = EventJson.envelope(
                UUID.randomUUID(), source, entry.type(), subject, sequence, Instant.now(), null, EventJson.data(data));
        try {
            link.current().jetStream().publish(entry.natsSubject(subject), message);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
