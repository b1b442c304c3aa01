package io.palebluedot.workflow.template;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** The templates that come with the service; a changed one becomes the next version at start. */
@ApplicationScoped
public class BuiltInTemplates {

    private static final Logger LOG = Logger.getLogger(BuiltInTemplates.class);

    private record BuiltIn(String name, String os, String description) {}

    private static final List<BuiltIn> ALL = List.of(
            new BuiltIn(
                    "ubuntu-24.04",
                    "ubuntu",
                    "Ubuntu 24.04 with cloud-init, NVIDIA driver, container toolkit and dcgm-exporter"),
            new BuiltIn(
                    "talos",
                    "talos",
                    "Talos Linux; needs image_url, image_checksum and a machine configuration as user data"),
            new BuiltIn("wipe", "wipe", "Sanitises every NVMe namespace and discards every other disk"));

    private final TemplateRepository templates;
    private volatile boolean loaded;

    BuiltInTemplates(TemplateRepository templates) {
        this.templates = templates;
    }

    /** False until all of them are in the database. */
    public boolean loaded() {
        return loaded;
    }

    void start(@Observes StartupEvent event) {
        Multi.createFrom()
                .iterable(ALL)
                .map(BuiltInTemplates::row)
                .onItem()
                .transformToUniAndConcatenate(templates::addBuiltIn)
                .collect()
                .asList()
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(added -> loaded = true, e -> LOG.error("built-in templates cannot be loaded", e));
    }

    private static TemplateEntity row(BuiltIn each) {
        return TemplateEntity.of(
                each.name(), each.os(), each.description(), body(each.name()), true, "workflow-service");
    }

    static String body(String name) {
        try (InputStream in = BuiltInTemplates.class.getResourceAsStream("/templates/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("resource templates/" + name + ".yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
