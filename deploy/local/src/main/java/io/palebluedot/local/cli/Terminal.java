package io.palebluedot.local.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a person sits before this process. */
final class Terminal {

    private Terminal() {}

    static boolean present() {
        return console() != null;
    }

    /** The terminal, or null when input or output goes elsewhere. */
    static @Nullable Console console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).orElse(null);
    }
}
