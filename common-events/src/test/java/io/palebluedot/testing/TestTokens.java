package io.palebluedot.testing;

import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

/** Bearer tokens for tests, and a way to put them on a gRPC stub. */
public final class TestTokens {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private TestTokens() {}

    public static String admin() {
        return TestKeys.user("admin", "admin");
    }

    public static String operator() {
        return TestKeys.user("operator", "operator");
    }

    public static String viewer() {
        return TestKeys.user("viewer", "viewer");
    }

    public static String engineer(String userId, String... projects) {
        return TestKeys.user(userId, "engineer", projects);
    }

    public static String service(String name) {
        return TestKeys.service(name);
    }

    /** The stub with the token on each of its calls. */
    public static <S extends AbstractStub<S>> S as(S stub, String token) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
