package io.palebluedot.hardware.driver.redfish;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * In what a vendor's Redfish service differs where the service itself does not say so; chosen by its root. What a service does say (actions, settings
 * objects, allowable values, ETags it takes) is followed as it says and stands in no table.
 *
 * @param vendor for people
 * @param losesWhenExpanded {@code $expand} leaves out properties, though the root offers it
 * @param jobsAppearLate a task may be 404 for some seconds after it was made
 * @param refusesAfterPowerChange a power action is 400 for some seconds after the one before
 * @param bareMedia virtual media takes the image and nothing beside it
 */
record Quirks(
        String vendor,
        boolean losesWhenExpanded,
        boolean jobsAppearLate,
        boolean refusesAfterPowerChange,
        boolean bareMedia) {

    static final Quirks NONE = new Quirks("", false, false, false, false);

    private record Row(Predicate<Resource> is, Quirks quirks) {}

    /** The first row that fits; a DGX has AMI's firmware, a GB200 OpenBMC. */
    private static final List<Row> TABLE = List.of(
            new Row(by("Dell", "Dell"), new Quirks("Dell", false, true, false, false)),
            new Row(by("HPE", "Hpe"), new Quirks("HPE", false, false, true, false)),
            new Row(by("Lenovo", "Lenovo"), new Quirks("Lenovo", false, false, false, false)),
            new Row(by("Supermicro", "Supermicro"), new Quirks("Supermicro", false, false, false, true)),
            new Row(product("GB200"), new Quirks("NVIDIA GB200", false, false, false, false)),
            new Row(
                    by("AMI", "Ami").or(product("DGX")).or(product("AMI ")),
                    new Quirks("AMI", true, false, false, false)));

    static Quirks of(Resource root) {
        return TABLE.stream()
                .filter(row -> row.is().test(root))
                .findFirst()
                .map(Row::quirks)
                .orElse(NONE);
    }

    /** Whether collections are read with their members in one answer, and how that is asked; empty for one by one. */
    static String expansion(Resource root) {
        var offered = root.part("ProtocolFeaturesSupported", "ExpandQuery");
        boolean members = offered.isTrue("NoLinks") || offered.isTrue("ExpandAll");
        if (!members || of(root).losesWhenExpanded()) {
            return "";
        }
        return offered.isTrue("Levels") ? "?$expand=.($levels=1)" : "?$expand=.";
    }

    private static Predicate<Resource> by(String vendor, String oem) {
        return root -> vendor.equalsIgnoreCase(root.text("Vendor"))
                || root.json().path("Oem").has(oem);
    }

    private static Predicate<Resource> product(String start) {
        return root ->
                String.valueOf(root.text("Product")).toUpperCase(Locale.ROOT).startsWith(start);
    }
}
