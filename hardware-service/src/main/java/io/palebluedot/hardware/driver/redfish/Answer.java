package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.palebluedot.hardware.http.HttpAnswer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An HTTP answer read as Redfish. */
record Answer(
        int status, @Nullable String location, @Nullable String etag, JsonNode body) {

    static Answer of(HttpAnswer http) {
        return new Answer(http.status(), http.header("Location"), http.header("ETag"), json(http));
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean accepted() {
        return status == 202;
    }

    boolean isObject() {
        return body.isObject();
    }

    /** The first message of the Redfish error, shortened; null where there is none. */
    @Nullable
    String message() {
        var error = new Resource("", body.path("error"));
        for (var info : error.parts("@Message.ExtendedInfo")) {
            String message = info.text("Message");
            if (message != null) {
                return shortened(message);
            }
        }
        String message = error.text("message");
        return message == null ? null : shortened(message);
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    /** Missing when it is no JSON: many error pages are HTML. */
    private static JsonNode json(HttpAnswer http) {
        if (http.body().length() == 0) {
            return MissingNode.getInstance();
        }
        try {
            return RedfishJson.MAPPER.readTree(http.body().getBytes());
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
