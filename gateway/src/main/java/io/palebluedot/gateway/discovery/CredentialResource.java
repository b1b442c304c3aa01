package io.palebluedot.gateway.discovery;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.CredentialService;
import io.palebluedot.proto.hardware.v1.DeleteCredentialRequest;
import io.palebluedot.proto.hardware.v1.ListCredentialsRequest;
import io.palebluedot.proto.hardware.v1.PutCredentialRequest;
import io.palebluedot.proto.hardware.v1.StoredCredential;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** BMC credentials by name, for {@code credentials_ref}; the password goes in and never comes out. */
@Path("/api/v1/credentials")
@Tag(name = "Discovery")
public class CredentialResource {

    private final CredentialService credentials;

    CredentialResource(@GrpcClient("hardware") CredentialService credentials) {
        this.credentials = credentials;
    }

    /** Stored credentials without their password. */
    @Schema(name = "StoredCredential")
    record StoredView(
            String id,
            String name,
            String username,

            @Schema(description = "Key that they are encrypted with") @Nullable
            String keyId,

            @Nullable Instant updatedAt) {

        static StoredView of(StoredCredential c) {
            return new StoredView(
                    c.getId(),
                    c.getName(),
                    c.getUsername(),
                    Wire.text(c.getKeyId()),
                    Wire.instant(c.hasUpdatedAt(), c.getUpdatedAt()));
        }
    }

    @GET
    @Allowed(Access.OPERATE)
    @Operation(operationId = "credential_list", summary = "Stored BMC credentials, without passwords")
    public Uni<ListAnswer<StoredView>> list(@BeanParam Paging paging) {
        return credentials
                .listCredentials(ListCredentialsRequest.newBuilder()
                        .setPage(paging.page())
                        .build())
                .map(r -> ListAnswer.of(r.getCredentialsList(), r.getPage(), StoredView::of));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "credential_put", summary = "Stores BMC credentials under a name")
    public Uni<Answer<StoredView>> put(@RestPath String id, @Valid @NotNull DiscoveryRequest.NewCredential body) {
        return credentials
                .putCredential(PutCredentialRequest.newBuilder()
                        .setName(id)
                        .setUsername(body.username())
                        .setPassword(body.password())
                        .build())
                .map(stored -> Answer.of(StoredView.of(stored)));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "credential_delete", summary = "Forgets BMC credentials")
    public Uni<Answer<Removed>> delete(@RestPath String id) {
        return credentials
                .deleteCredential(
                        DeleteCredentialRequest.newBuilder().setName(id).build())
                .replaceWith(Answer.of(Removed.of(id)));
    }
}
