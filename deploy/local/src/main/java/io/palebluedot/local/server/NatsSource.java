package io.palebluedot.local.server;

import java.io.IOException;
import java.nio.file.Path;

/** One place from which nats-server can be had. */
interface NatsSource {

    /** How it is called in the list of what was tried. */
    String name();

    /**
     * Puts the server's executable into {@code work}, an empty folder.
     *
     * @throws IOException when it cannot be had here; the next source is tried
     * @throws LocalException when what came is not what was pinned; nothing else is tried
     */
    Path fetch(Path work) throws IOException;
}
