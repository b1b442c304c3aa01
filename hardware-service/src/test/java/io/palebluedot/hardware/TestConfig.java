package io.palebluedot.hardware;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The service's configuration with its defaults, for tests without a container. */
public final class TestConfig {

    private TestConfig() {}

    public static HardwareConfig with(Map<String, String> values) {
        var builder = new SmallRyeConfigBuilder()
                .withMapping(HardwareConfig.class)
                .withDefaultValue("pbd.hardware.allowed-networks", "127.0.0.0/8");
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(HardwareConfig.class);
    }
}
