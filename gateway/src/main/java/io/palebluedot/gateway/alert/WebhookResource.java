package io.palebluedot.gateway.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.proto.alert.v1.AlertService;
import io.palebluedot.proto.alert.v1.ReceiveAlertmanagerRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where Alertmanager sends its alerts. */
@Path("/api/v1/alerts/webhook/alertmanager")
@Tag(name = "Alerts")
public class WebhookResource {

    private final AlertService alerts;
    private final ObjectMapper json;

    WebhookResource(@GrpcClient("alert") AlertService alerts, ObjectMapper json) {
        this.alerts = alerts;
        this.json = json;
    }

    /** How many alerts were taken over. */
    @Schema(name = "WebhookReceipt")
    record Receipt(int accepted) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(
            operationId = "alert_webhook_alertmanager",
            summary = "Takes Alertmanager's webhook payload, version 4; its fields are Alertmanager's matter")
    public Uni<Answer<Receipt>> receive(@NotNull @NotEmpty Map<String, Object> payload) throws JsonProcessingException {
        return alerts.receiveAlertmanager(ReceiveAlertmanagerRequest.newBuilder()
                        .setJson(json.writeValueAsString(payload))
                        .build())
                .map(r -> Answer.of(new Receipt(r.getAccepted())));
    }
}
