package io.palebluedot.hardware.driver.ipmi.lan;

import java.util.Optional;

/** Privilege levels that are asked for, highest first; IPMI 2.0 6.8. */
public enum Privilege {
    ADMINISTRATOR(4),
    OPERATOR(3),
    USER(2);

    private final int level;

    Privilege(int level) {
        this.level = level;
    }

    int level() {
        return level;
    }

    Optional<Privilege> lower() {
        return switch (this) {
            case ADMINISTRATOR -> Optional.of(OPERATOR);
            case OPERATOR -> Optional.of(USER);
            case USER -> Optional.empty();
        };
    }
}
