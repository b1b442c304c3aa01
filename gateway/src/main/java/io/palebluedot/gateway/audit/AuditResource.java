package io.palebluedot.gateway.audit;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Times;
import io.palebluedot.gateway.web.Wire;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reading the audit. */
@Path("/api/v1/audit")
@Tag(name = "Audit")
public class AuditResource {

    private final AuditRepository repository;

    AuditResource(AuditRepository repository) {
        this.repository = repository;
    }

    @GET
    @Allowed(Access.ADMINISTER)
    @Operation(
            operationId = "audit_list",
            summary = "Requests that asked for a change, oldest first; sort=-at turns it round")
    public Uni<ListAnswer<AuditView>> list(
            @BeanParam Paging paging,
            @RestQuery @Nullable String user,
            @RestQuery @Nullable String operation,
            @RestQuery @Nullable String object,
            @RestQuery("request_id") @Nullable String requestId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to) {
        var begin = Times.parse("from", from);
        var end = Times.parse("to", to);
        Times.inOrder(begin, end);
        var filter = new AuditFilter(
                Wire.orEmpty(user), Wire.orEmpty(operation), Wire.orEmpty(object), Wire.orEmpty(requestId), begin, end);
        return repository
                .list(paging.page(), filter)
                .map(slice -> ListAnswer.of(slice.items(), slice.info(), AuditView::of));
    }
}
