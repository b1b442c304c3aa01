package io.palebluedot.alert.xid;

import java.util.Locale;

/** What to do about an Xid. */
public enum XidAction {
    NONE("nothing: watch whether it comes again", false),
    RESTART_APPLICATION("restart the application; look at it when this repeats", false),
    RESET_GPU("drain and reset the GPU", true),
    RESTART_SERVER("drain the GPU, power-cycle the server; replace the GPU when it happens again", true),
    CHECK_NVLINK("drain the GPUs of this NVLink domain and run the fabric's diagnostics", true),
    CHECK_HARDWARE("a person must look at the GPU's seat, cables and power", true),
    REPLACE_GPU("replace the GPU", true),
    UPDATE_SOFTWARE("update driver and firmware", false),
    FOLLOW_DRIVER("do what the driver's recovery action says", true),
    CONTACT_SUPPORT("ask the manufacturer when it happens again", false);

    private final String text;
    private final boolean repairs;

    XidAction(String text, boolean repairs) {
        this.text = text;
        this.repairs = repairs;
    }

    public String text() {
        return text;
    }

    boolean repairs() {
        return repairs;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static XidAction ofWire(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
