package io.palebluedot.hardware.firmware;

import io.palebluedot.hardware.address.WebUri;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.rpc.Failures;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * A checked request for a firmware update.
 *
 * @param sha256 hex, lower case
 */
public record FirmwareWish(String component, URI image, String sha256, boolean onReset) {

    /** Fails with INVALID_INPUT naming the field. */
    public static FirmwareWish of(String component, String imageUri, String checksum, String applyTime) {
        if (!component.matches("[A-Za-z0-9._-]{0,128}")) {
            throw Failures.invalid("component", "must be the id of a firmware inventory entry");
        }
        if (!checksum.matches("sha256:[0-9a-fA-F]{64}")) {
            throw Failures.invalid("checksum", "must be sha256: and 64 hex digits");
        }
        boolean onReset = switch (applyTime) {
            case "", "immediate" -> false;
            case "on_reset" -> true;
            default -> throw Failures.invalid("apply_time", "must be immediate or on_reset");
        };
        String hex = checksum.substring("sha256:".length()).toLowerCase(java.util.Locale.ROOT);
        return new FirmwareWish(component, WebUri.checked("image_uri", imageUri), hex, onReset);
    }

    public NewOperation asOperation(UUID serverId, String requestedBy, String key) {
        var parameters = Map.<String, Object>of(
                "component",
                component,
                "image_uri",
                image.toString(),
                "checksum",
                "sha256:" + sha256,
                "apply_time",
                onReset ? "on_reset" : "immediate");
        return NewOperation.of(OperationKind.FIRMWARE, serverId, parameters, requestedBy, key);
    }
}
