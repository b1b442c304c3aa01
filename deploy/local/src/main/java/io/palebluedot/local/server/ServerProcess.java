package io.palebluedot.local.server;

import io.palebluedot.local.process.ChildProcess;
import java.time.Duration;

/** A child process that is there once its port accepts connections. */
final class ServerProcess {

    private ServerProcess() {}

    /** Starts the command and waits for its port; a server that does not come up is ended, with its last words in the message. */
    static ChildProcess start(ChildProcess.Command command, int port, Duration limit) {
        var process = ChildProcess.start(command);
        try {
            Sockets.await(port, command.name(), limit, process::alive);
            return process;
        } catch (LocalException e) {
            process.close();
            throw new LocalException(e.getMessage() + process.lastWords(), e);
        }
    }
}
