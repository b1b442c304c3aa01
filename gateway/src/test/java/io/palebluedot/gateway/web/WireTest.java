package io.palebluedot.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void aJsonObjectComesBackAsItWent() {
        var object = new LinkedHashMap<String, Object>();
        object.put("text", "on");
        object.put("whole", 8000L);
        object.put("broken", 1.5);
        object.put("flag", true);
        object.put("nothing", null);
        object.put("list", Arrays.asList("a", 1L, null));
        object.put("inner", Map.of("a", "b"));

        assertThat(Wire.map(Wire.struct("x", object))).isEqualTo(object);
    }

    @Test
    void aNumberThatWouldNotArriveExactlyIsRefused() {
        assertThatThrownBy(() -> Wire.struct("data", Map.of("id", List.of(9_007_199_254_740_993L))))
                .hasMessageContaining("INVALID_INPUT");
    }
}
