package io.palebluedot.events.jetstream;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a service to NATS. A server that is away, at start or later, never stops the service: the link tries
 * again for ever, and whoever needs it waits on {@link #connection()}.
 */
@ApplicationScoped
public class NatsLink {

    private static final Logger LOG = Logger.getLogger(NatsLink.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final NatsConfig config;
    private final String service;
    private final CompletableFuture<Connection> connected = new CompletableFuture<>();
    private volatile boolean closed;

    NatsLink(NatsConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.service = service;
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        Thread.ofVirtual().name("nats-connect").start(this::connectUntilItWorks);
    }

    /** The connection, once there is one; it reconnects by itself after that. */
    public Uni<Connection> connection() {
        return Uni.createFrom().completionStage(connected);
    }

    /** The connection, or null before the first one. */
    public @Nullable Connection current() {
        return connected.getNow(null);
    }

    /** True while the server answers. */
    public boolean up() {
        var connection = current();
        return connection != null && connection.getStatus() == Connection.Status.CONNECTED;
    }

    private void connectUntilItWorks() {
        boolean told = false;
        while (!closed) {
            try {
                connected.complete(Nats.connect(options()));
                LOG.infof("connected to NATS");
                return;
            } catch (IOException e) {
                if (!told) {
                    LOG.warnf("NATS does not answer yet, trying on: %s", e.getMessage());
                    told = true;
                }
                Waiting.pause(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Options options() {
        var options = Options.builder()
                .servers(config.url().split(","))
                .connectionName(service)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .connectionTimeout(Duration.ofSeconds(3))
                .pingInterval(Duration.ofSeconds(10))
                .errorListener(new QuietErrors())
                .connectionListener((connection, event) -> told(event));
        config.credentialsFile().ifPresent(file -> options.authHandler(Nats.credentials(file)));
        return options.build();
    }

    private static void told(ConnectionListener.Events event) {
        switch (event) {
            case DISCONNECTED -> LOG.warn("NATS disconnected");
            case RECONNECTED -> LOG.info("NATS reconnected");
            default -> LOG.debugf("NATS %s", event);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        var connection = current();
        if (connection != null) {
            try {
                connection.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
