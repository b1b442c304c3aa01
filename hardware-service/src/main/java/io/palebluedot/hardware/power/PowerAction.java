package io.palebluedot.hardware.power;

import io.palebluedot.rpc.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a caller can do to a server's power. */
public enum PowerAction {
    ON,
    OFF,
    GRACEFUL_SHUTDOWN,
    REBOOT,
    POWER_CYCLE,
    NMI;

    /** Reads {@code power_on} and the like too; fails with INVALID_INPUT. */
    public static PowerAction of(String word) {
        String name = word.equals("power_on") ? "on" : word.equals("power_off") ? "off" : word;
        return Arrays.stream(values())
                .filter(a -> a.word().equals(name))
                .findFirst()
                .orElseThrow(() -> Failures.invalid("action", "must be one of " + words()));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(PowerAction::word).toList();
    }
}
