package io.palebluedot.gateway.web;

import io.palebluedot.rpc.Failure.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** RFC 9457 problem: the body of every error. */
@Schema(description = "RFC 9457 problem details")
public record Problem(
        @Schema(description = "urn:palebluedot:problem: and the code in kebab-case")
        String type,

        @Schema(description = "Meaning of the status") String title,

        @Schema(minimum = "400", maximum = "599") int status,

        @Schema(description = "What went wrong, for people") String detail,

        @Schema(description = "Path of the request") String instance,

        @Schema(description = "Stable name for programs", examples = "GPU_NOT_FOUND", pattern = "^[A-Z][A-Z0-9_]*$")
        String code,

        String requestId,

        @Schema(description = "Bad fields, where the input was bad") @Nullable
        List<FieldError> errors) {

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    /** Title of a status. */
    public static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }

    /** What is to be said, before it is known of which request. */
    public record Draft(
            int status,
            String code,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter) {

        public static Draft of(int status, String code, String detail) {
            return new Draft(status, code, detail, List.of(), null);
        }

        static Draft invalid(String detail, List<FieldError> errors) {
            return new Draft(400, "INVALID_INPUT", detail, errors, null);
        }

        public Draft retryAfter(Duration when) {
            return new Draft(status, code, detail, errors, when);
        }

        Problem in(Exchange exchange) {
            return new Problem(
                    "urn:palebluedot:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'),
                    title(status),
                    status,
                    detail,
                    exchange.path(),
                    code,
                    exchange.requestId(),
                    errors.isEmpty() ? null : errors);
        }
    }
}
