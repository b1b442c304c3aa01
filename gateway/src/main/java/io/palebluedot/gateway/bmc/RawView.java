package io.palebluedot.gateway.bmc;

import io.palebluedot.proto.hardware.v1.RawAnswer;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a BMC answered to a raw IPMI command. */
@Schema(name = "RawAnswer")
record RawView(
        @Schema(description = "0 is success (IPMI 2.0, table 5-2)")
        int completionCode,

        @Schema(description = "Hexadecimal") String data) {

    static RawView of(RawAnswer answer) {
        return new RawView(
                answer.getCompletionCode(),
                HexFormat.of().formatHex(answer.getData().toByteArray()));
    }
}
