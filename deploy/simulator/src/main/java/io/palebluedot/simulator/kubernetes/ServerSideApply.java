package io.palebluedot.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Server-side apply for a store that has none: create when absent, else merge. Field ownership is not kept, so an
 * applied object never conflicts and never loses a field that another manager or an earlier apply has set.
 */
final class ServerSideApply {

    private static final YAMLMapper YAML = new YAMLMapper();

    private ServerSideApply() {}

    static boolean asked(RecordedRequest request) {
        String type = request.getHeader("Content-Type");
        return request.method() == HttpMethod.PATCH && type != null && type.startsWith("application/apply-patch");
    }

    /** Applies through the store's own create and merge. */
    static MockResponse apply(
            RecordedRequest request,
            Function<RecordedRequest, MockResponse> create,
            Function<RecordedRequest, MockResponse> merge) {
        ObjectNode object;
        try {
            JsonNode parsed = YAML.readTree(request.getUtf8Body());
            if (!(parsed instanceof ObjectNode given)) {
                return refusal("an object is needed");
            }
            object = given;
        } catch (IOException e) {
            return refusal("not YAML: " + e.getMessage());
        }
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            metadata.remove("resourceVersion");
        }
        String path = path(request);
        MockResponse merged = merge.apply(as(HttpMethod.PATCH, path, "application/merge-patch+json", object));
        if (merged.code() != 404) {
            return merged.code() == 202 ? merged.setResponseCode(200) : merged;
        }
        if (path.endsWith("/status")) {
            return merged;
        }
        String collection = path.substring(0, path.lastIndexOf('/'));
        return create.apply(as(HttpMethod.POST, collection, "application/json", object));
    }

    static RecordedRequest as(HttpMethod method, String path, String type, JsonNode body) {
        Headers headers = Headers.builder().add("Content-Type", type).build();
        return new RecordedRequest(
                "HTTP/1.1", method, path, headers, new Buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String path(RecordedRequest request) {
        String path = request.getPath();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static MockResponse refusal(String reason) {
        return new MockResponse()
                .setResponseCode(400)
                .setBody(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":400,\"message\":\"apply: "
                                + reason.replace("\\", "/").replace("\"", "'").replace("\n", " ") + "\"}");
    }
}
