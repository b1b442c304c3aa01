package io.palebluedot.hardware.driver.gnmi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.palebluedot.hardware.driver.BmcFailure;
import java.io.IOException;

/** JSON inside of gNMI values: bounded in depth, and in the length of strings and numbers. */
final class GnmiJson {

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(256 * 1024)
                            .maxNameLength(4 * 1024)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private GnmiJson() {}

    /** Fails with MALFORMED for anything that is not one JSON value. */
    static JsonNode read(ByteString bytes) {
        try {
            var node = MAPPER.readTree(bytes.newInput());
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (IOException notJson) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "a value is told to be JSON and is not", notJson);
        }
        throw new BmcFailure(BmcFailure.Kind.MALFORMED, "a value is told to be JSON and is empty");
    }
}
