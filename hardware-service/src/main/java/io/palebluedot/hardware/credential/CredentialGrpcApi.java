package io.palebluedot.hardware.credential;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.palebluedot.proto.hardware.v1.DeleteCredentialRequest;
import io.palebluedot.proto.hardware.v1.ListCredentialsRequest;
import io.palebluedot.proto.hardware.v1.ListCredentialsResponse;
import io.palebluedot.proto.hardware.v1.PutCredentialRequest;
import io.palebluedot.proto.hardware.v1.StoredCredential;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

@GrpcService
class CredentialGrpcApi implements io.palebluedot.proto.hardware.v1.CredentialService {

    private static final int MAX_LENGTH = 256;

    private final CredentialService credentials;

    CredentialGrpcApi(CredentialService credentials) {
        this.credentials = credentials;
    }

    @Override
    public Uni<StoredCredential> putCredential(PutCredentialRequest request) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        if (!request.getName().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw Failures.invalid("name", "must be 1 to 63 letters, digits, '.', '_', '-'");
        }
        checkLength("username", request.getUsername());
        checkLength("password", request.getPassword());
        return credentials
                .put(request.getName(), request.getUsername(), request.getPassword())
                .map(CredentialGrpcApi::proto);
    }

    private static void checkLength(String field, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw Failures.invalid(field, "must have 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public Uni<ListCredentialsResponse> listCredentials(ListCredentialsRequest request) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return credentials
                .list(request.getPage())
                .map(slice -> ListCredentialsResponse.newBuilder()
                        .addAllCredentials(slice.items().stream()
                                .map(CredentialGrpcApi::proto)
                                .toList())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Empty> deleteCredential(DeleteCredentialRequest request) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return credentials.delete(request.getName()).replaceWith(Empty.getDefaultInstance());
    }

    private static StoredCredential proto(CredentialService.Shown shown) {
        var at = shown.updatedAt();
        return StoredCredential.newBuilder()
                .setId(shown.id())
                .setName(shown.name())
                .setUsername(shown.username())
                .setKeyId(shown.keyId())
                .setUpdatedAt(
                        Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
                .build();
    }
}
