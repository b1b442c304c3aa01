package io.palebluedot.hardware.advisory;

import java.util.List;

/**
 * What a BMC says of its own firmware.
 *
 * @param vendors names of who made the service, the machine or the firmware; any of them may be the one an advisory is about
 * @param version as the BMC writes it
 */
public record BmcFirmware(List<String> vendors, String version) {

    private static final int LONGEST = 200;

    /** Texts of a BMC are cut before any expression is tried on them. */
    public BmcFirmware {
        vendors = vendors.stream().map(BmcFirmware::cut).toList();
        version = cut(version);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
