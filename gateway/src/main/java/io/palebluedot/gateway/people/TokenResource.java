package io.palebluedot.gateway.people;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.proto.allocation.v1.IssueTokenRequest;
import io.palebluedot.proto.allocation.v1.PeopleService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in. */
@Path("/api/v1/auth/token")
@Tag(name = "People")
public class TokenResource {

    private final PeopleService people;

    TokenResource(@GrpcClient("allocation") PeopleService people) {
        this.people = people;
    }

    /** Name and password. */
    @Schema(name = "SignIn")
    public record SignIn(
            @NotBlank @Size(max = 128) String username,

            @Schema(writeOnly = true, format = "password") @NotNull @Size(min = 1, max = 1_024)
            String password) {

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "SignIn[" + username + "]";
        }
    }

    /** What to send as {@code Authorization: Bearer}. */
    @Schema(name = "Token")
    record TokenView(
            String accessToken,
            @Schema(examples = "Bearer") String tokenType,
            @Schema(description = "Seconds") int expiresIn,
            String userId,
            List<String> roles) {

        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "TokenView[" + userId + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.PUBLIC)
    @Operation(operationId = "auth_token", summary = "Changes name and password into a bearer token")
    public Uni<Answer<TokenView>> signIn(@Valid @NotNull SignIn body) {
        return people.issueToken(IssueTokenRequest.newBuilder()
                        .setUsername(body.username())
                        .setPassword(body.password())
                        .build())
                .map(token -> Answer.of(new TokenView(
                        token.getAccessToken(),
                        "Bearer",
                        token.getExpiresIn(),
                        token.getUserId(),
                        token.getRolesList())));
    }
}
