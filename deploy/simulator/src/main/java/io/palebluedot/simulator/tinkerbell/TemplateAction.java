package io.palebluedot.simulator.tinkerbell;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One action of a template, as far as the simulated machine reacts to it.
 *
 * @param task the task it belongs to
 * @param worker the agent that must run it, usually a MAC address
 * @param timeoutSeconds 0 for none
 */
record TemplateAction(String task, String worker, String name, String image, long timeoutSeconds) {

    private static final Pattern WIPES = Pattern.compile("wipe|erase|sanitiz|blkdiscard|shred");
    private static final Pattern INSTALLS =
            Pattern.compile("2disk|install|stream|write.?image|image.?write|talos|ubuntu|debian|rocky|flatcar");
    private static final Pattern KEXECS = Pattern.compile("kexec");
    private static final Pattern REBOOTS = Pattern.compile("reboot|restart");
    private static final Pattern POWERS_OFF = Pattern.compile("power.?off|shutdown");

    boolean wipes() {
        return says(WIPES);
    }

    boolean installs() {
        return !wipes() && !reboots() && !kexecs() && says(INSTALLS);
    }

    boolean kexecs() {
        return says(KEXECS);
    }

    boolean reboots() {
        return !kexecs() && says(REBOOTS);
    }

    boolean powersOff() {
        return says(POWERS_OFF);
    }

    private boolean says(Pattern pattern) {
        return pattern.matcher((name + " " + image.substring(image.lastIndexOf('/') + 1)).toLowerCase(Locale.ROOT))
                .find();
    }
}
