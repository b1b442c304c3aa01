package io.palebluedot.events.jetstream;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.jboss.logging.Logger;

/** Errors of the connection as log lines of our own form. */
final class QuietErrors implements ErrorListener {

    private static final Logger LOG = Logger.getLogger(NatsLink.class);

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.warnf("NATS error: %s", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.debugf("NATS connection: %s", exception.toString());
    }
}
