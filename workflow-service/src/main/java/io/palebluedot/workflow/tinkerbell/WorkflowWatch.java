package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Watches the Workflow objects that were made here. What it tells is a hint: steps look for themselves, and look again by time. */
@ApplicationScoped
public class WorkflowWatch {

    private static final Logger LOG = Logger.getLogger(WorkflowWatch.class);

    private final KubernetesClient kubernetes;
    private final TinkerbellConfig config;
    private @Nullable SharedIndexInformer<WorkflowResource> informer;

    WorkflowWatch(KubernetesClient kubernetes, TinkerbellConfig config) {
        this.kubernetes = kubernetes;
        this.config = config;
    }

    /** Calls back with the id of the workflow whose object changed; goes on through any outage. Returns at once. */
    public void start(Consumer<String> changed) {
        var watch = kubernetes
                .resources(WorkflowResource.class)
                .inNamespace(config.namespace())
                .withLabel(Tinkerbell.MANAGED_BY, Tinkerbell.OWNER)
                .runnableInformer(config.resync().toMillis())
                .addEventHandler(new Told(changed))
                .exceptionHandler((started, failure) -> {
                    LOG.debugf("watch of Workflow objects: %s", failure.toString());
                    return true;
                });
        informer = watch;
        watch.start().exceptionally(failure -> {
            LOG.warnf("Workflow objects are not watched: %s", failure.toString());
            return null;
        });
    }

    @PreDestroy
    void stop() {
        if (informer != null) {
            informer.stop();
        }
    }

    private record Told(Consumer<String> changed) implements ResourceEventHandler<WorkflowResource> {

        @Override
        public void onAdd(WorkflowResource object) {
            tell(object);
        }

        @Override
        public void onUpdate(WorkflowResource before, WorkflowResource object) {
            var old = before.getMetadata().getResourceVersion();
            if (old == null || !old.equals(object.getMetadata().getResourceVersion())) {
                tell(object);
            }
        }

        @Override
        public void onDelete(WorkflowResource object, boolean unknown) {
            tell(object);
        }

        private void tell(WorkflowResource object) {
            var labels = object.getMetadata().getLabels();
            String id = labels == null ? null : labels.get(Tinkerbell.WORKFLOW);
            if (id != null) {
                changed.accept(id);
            }
        }
    }
}
