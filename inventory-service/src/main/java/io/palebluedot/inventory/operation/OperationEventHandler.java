package io.palebluedot.inventory.operation;

import io.palebluedot.events.Ids;
import io.palebluedot.events.OperationEvent;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.inventory.config.ConfigResults;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.machine.Provisioning;
import io.palebluedot.inventory.machine.Qualification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Moves of hardware operations. */
@ApplicationScoped
class OperationEventHandler {

    private static final String CONSUMER = "operation-events";

    private final Inbox inbox;
    private final ConfigResults configs;
    private final MachineService machines;

    OperationEventHandler(Inbox inbox, ConfigResults configs, MachineService machines) {
        this.inbox = inbox;
        this.configs = configs;
        this.machines = machines;
    }

    @Incoming("operation-events")
    Uni<Void> on(PbdEvent event) {
        return switch (event.data()) {
            case OperationEvent.OperationStarted e -> inbox.once(CONSUMER, event, tx -> started(tx, e));
            case OperationEvent.OperationSucceeded e ->
                inbox.once(CONSUMER, event, tx -> succeeded(tx, event.subject(), e));
            case OperationEvent.OperationFailed e ->
                inbox.once(
                        CONSUMER,
                        event,
                        tx -> failed(
                                tx, event.subject(), e.kind(), e.serverId(), e.gpuId(), e.code() + ": " + e.cause()));
            case OperationEvent.OperationCancelled e ->
                inbox.once(
                        CONSUMER,
                        event,
                        tx -> failed(tx, event.subject(), e.kind(), e.serverId(), e.gpuId(), "cancelled"));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> started(SqlConnection tx, OperationEvent.OperationStarted e) {
        return "firmware".equals(e.kind())
                ? change(tx, e.serverId(), m -> Provisioning.serviceStarted(m, "firmware update started"))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> succeeded(SqlConnection tx, String operationId, OperationEvent.OperationSucceeded e) {
        return switch (e.kind()) {
            case "gpu_config" -> configs.succeeded(tx, operationId, id(e.gpuId()), e.result());
            case "bios" -> configs.succeeded(tx, operationId, id(e.serverId()), e.result());
            case "firmware" -> change(tx, e.serverId(), m -> Provisioning.serviceEnded(m, "firmware update done"));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> failed(
            SqlConnection tx,
            String operationId,
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId,
            String cause) {
        return switch (kind) {
            case "gpu_config" -> configs.failed(tx, operationId, id(gpuId), cause);
            case "bios" -> configs.failed(tx, operationId, id(serverId), cause);
            case "firmware" ->
                change(tx, serverId, m -> Provisioning.serviceEnded(m, "firmware update failed: " + cause));
            case "register", "inspect" -> change(tx, serverId, m -> Qualification.notReadable(m, cause));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> change(SqlConnection tx, @Nullable String serverId, Consumer<Machine> change) {
        var id = id(serverId);
        return id == null
                ? Uni.createFrom().voidItem()
                : machines.change(tx, id, "hardware-service", change).replaceWithVoid();
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text != null && Ids.isId(text) ? UUID.fromString(text) : null;
    }
}
