package io.palebluedot.hardware.xid;

import org.jspecify.annotations.Nullable;

/**
 * An Xid that a source told of.
 *
 * @param gpu the most exact thing the GPU is known by within its server
 * @param source dcgm, kernel_log, redfish
 */
public record XidSighting(
        int code,
        String gpu,
        @Nullable String pciAddress,
        @Nullable String uuid,
        @Nullable String serial,
        @Nullable Integer index,
        String source,
        @Nullable String line) {}
