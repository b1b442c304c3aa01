package io.palebluedot.hardware.driver.redfish;

/** When a BMC carries out an operation (DSP0266, {@code @Redfish.OperationApplyTime}): at once where it can. */
enum ApplyTime {
    IMMEDIATE("Immediate"),
    ON_RESET("OnReset"),
    NOT_TOLD("");

    private final String word;

    ApplyTime(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** The best that a resource or a collection offers. */
    static ApplyTime of(Resource resource) {
        var offered = resource.words("@Redfish.OperationApplyTimeSupport", "SupportedValues");
        if (offered.contains(IMMEDIATE.word)) {
            return IMMEDIATE;
        }
        return offered.contains(ON_RESET.word) ? ON_RESET : NOT_TOLD;
    }
}
