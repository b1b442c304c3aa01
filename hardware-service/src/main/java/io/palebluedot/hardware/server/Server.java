package io.palebluedot.hardware.server;

import io.palebluedot.hardware.driver.Bmc;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server whose BMC is known.
 *
 * @param exportersSet true when a caller set the exporter addresses, so that inspection leaves them alone
 */
public record Server(
        UUID id,
        Bmc bmc,
        @Nullable String manufacturer,
        @Nullable String serial,
        @Nullable String systemUuid,
        @Nullable String hostAddress,
        @Nullable String dcgmExporterUrl,
        @Nullable String nodeExporterUrl,
        boolean exportersSet,
        @Nullable String powerState,
        boolean reachable) {}
