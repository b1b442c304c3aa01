package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.FirmwareUpdate.Image;
import io.palebluedot.hardware.http.HttpBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pushing an image into an UpdateService: as multipart with its parameters where that is offered (DSP0266 §12), else as a plain body after the targets
 * were set, followed by StartUpdate where the service only stages what is uploaded.
 */
final class RedfishUpload {

    private static final String START = "#UpdateService.StartUpdate";

    private final RedfishClient client;
    private final Resource service;

    RedfishUpload(RedfishClient client, Resource service) {
        this.client = client;
        this.service = service;
    }

    /** The path that takes uploads; null when the service takes none. */
    static @Nullable String path(Resource service) {
        String multipart = Paths.of(String.valueOf(service.text("MultipartHttpPushUri")));
        return multipart != null ? multipart : Paths.of(String.valueOf(service.text("HttpPushUri")));
    }

    Uni<Answer> send(Image image, @Nullable String target, Path file) {
        String multipart = Paths.of(String.valueOf(service.text("MultipartHttpPushUri")));
        String plain = Paths.of(String.valueOf(service.text("HttpPushUri")));
        Uni<Answer> sent;
        if (multipart != null) {
            sent = multipart(multipart, image, target, file);
        } else if (plain != null) {
            sent = configure(image, target).chain(() -> plain(plain, file));
        } else {
            throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC takes no uploads of firmware");
        }
        return sent.chain(this::start);
    }

    private Uni<Answer> multipart(String path, Image image, @Nullable String target, Path file) {
        String boundary = "pbd-" + UUID.randomUUID();
        String before = part(boundary, "UpdateParameters", null, "application/json")
                + parameters(image, target)
                + "\r\n"
                + part(boundary, "UpdateFile", name(image), "application/octet-stream");
        String after = "\r\n--" + boundary + "--\r\n";
        var body = new HttpBody.FileContent(Buffer.buffer(before), file, size(file), Buffer.buffer(after));
        return client.upload(path, Map.of("Content-Type", "multipart/form-data; boundary=" + boundary), body);
    }

    private static String part(String boundary, String name, @Nullable String file, String type) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (file == null ? "" : "; filename=\"" + file + "\"") + "\r\nContent-Type: " + type + "\r\n\r\n";
    }

    private static JsonNode parameters(Image image, @Nullable String target) {
        var parameters = RedfishJson.MAPPER.createObjectNode();
        var targets = parameters.putArray("Targets");
        if (target != null) {
            targets.add(target);
        }
        parameters.put("@Redfish.OperationApplyTime", image.onReset() ? "OnReset" : "Immediate");
        return parameters;
    }

    /** Where the service has no place for it, the image itself says what it is for. */
    private Uni<Void> configure(Image image, @Nullable String target) {
        var body = RedfishJson.MAPPER.createObjectNode();
        if (target != null && service.json().has("HttpPushUriTargets")) {
            body.putArray("HttpPushUriTargets").add(target);
        }
        if (service.part("HttpPushUriOptions", "HttpPushUriApplyTime").present()) {
            body.putObject("HttpPushUriOptions")
                    .putObject("HttpPushUriApplyTime")
                    .put("ApplyTime", image.onReset() ? "OnReset" : "Immediate");
        }
        return body.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.patch(service.path(), body).replaceWithVoid();
    }

    private Uni<Answer> plain(String path, Path file) {
        var nothing = Buffer.buffer();
        var body = new HttpBody.FileContent(nothing, file, size(file), nothing);
        return client.upload(path, Map.of("Content-Type", "application/octet-stream"), body);
    }

    /** Some only stage an upload; the standard's action or the vendor's own then starts it. */
    private Uni<Answer> start(Answer uploaded) {
        var action = startAction();
        if (action == null || RedfishTasks.path(uploaded) != null) {
            return Uni.createFrom().item(uploaded);
        }
        return client.post(RedfishSystems.target(action, "StartUpdate"), RedfishJson.MAPPER.createObjectNode());
    }

    private @Nullable Resource startAction() {
        var standard = service.part("Actions", START);
        if (standard.present()) {
            return standard;
        }
        for (var vendor : service.part("Actions", "Oem").json().properties()) {
            if (vendor.getKey().endsWith(".StartUpdate")) {
                return new Resource(service.path(), vendor.getValue());
            }
        }
        return null;
    }

    private static String name(Image image) {
        String path = image.uri().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return name.isEmpty() ? "image.bin" : name;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new BmcFailure(BmcFailure.Kind.INVALID, "the image is gone", e);
        }
    }
}
